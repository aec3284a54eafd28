using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity;

/// <summary>Mails a token to the entity's own address; confirming it hands out another API token.</summary>
public sealed record LogIn(EntitySlug Entity) : ICommand<Nothing>;

internal sealed class LogInHandler(CommandRates rates, EntityStore entities, ConfirmationTokens confirmations, IMediator mediator)
    : IRequestHandler<LogIn, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(LogIn request, CancellationToken cancellationToken)
    {
        if (await entities.FindAsync(request.Entity, cancellationToken) is not { } registered)
        {
            return AybError.NotFound("entity", request.Entity.Value);
        }

        if (registered.EmailAddress is not { } address)
        {
            return AybError.Invalid($"{request.Entity} has no email address of its own: its owners act for it, each with their own API token");
        }

        if (rates.TakeLogIn(registered.Entity.Id) is { } tooMany)
        {
            return tooMany;
        }

        var token = confirmations.Seal(new Confirmation(request.Entity, registered.Entity.Type, address));
        await mediator.Publish(new ConfirmationRequested(request.Entity, address, token), cancellationToken);
        return new Nothing();
    }
}
