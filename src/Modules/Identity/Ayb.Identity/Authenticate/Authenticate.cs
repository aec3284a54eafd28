using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity;

/// <summary>
/// Answers who bears a token. Every query of every caller comes through here, so a token that was verified
/// a moment ago is answered from memory, without an allocation and without touching the metadata.
/// </summary>
internal sealed class Authenticate(TokenCache cache, IdentityRates rates, IMediator mediator) : INotificationHandler<WhoBears>
{
    public Task Handle(WhoBears notification, CancellationToken cancellationToken)
    {
        if (!ApiToken.HasForm(notification.Token))
        {
            notification.Answer(InvalidApiToken.Unknown);
            return Task.CompletedTask;
        }

        var digest = TokenDigest.Of(notification.Token);
        if (cache.TryFind(digest, out var bearer))
        {
            notification.Answer(bearer);
            return Task.CompletedTask;
        }

        return VerifyAsync(notification, digest, cancellationToken);
    }

    // Failures are not kept: whoever floods the server with guesses never sends the same one twice. They are counted, and after too
    // many from one address its tokens are not looked up any more, except for those that were good before: whoever bears one of
    // these does not guess, and may have the same address as somebody who does.
    private async Task VerifyAsync(WhoBears notification, TokenDigest digest, CancellationToken cancellationToken)
    {
        if (notification.From is { } address && !cache.Remembers(digest) && rates.TokenFailuresPerAddress.Look(address) is { } refusal)
        {
            notification.Answer(refusal);
            return;
        }

        var generation = cache.Generation;
        var verified = await mediator.Send(new VerifyToken(notification.Token), cancellationToken);
        if (!verified.TryGet(out var token, out var error))
        {
            cache.Remove(digest);
            _ = notification.From is { } from ? rates.TokenFailuresPerAddress.Take(from) : null;
            notification.Answer(error);
            return;
        }

        cache.Add(digest, token, generation);
        notification.Answer(token.Bearer);
    }
}
