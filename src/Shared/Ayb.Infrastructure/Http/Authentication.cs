using Ayb.Contracts;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Infrastructure.Http;

/// <summary>Finds out who calls by the API token that a request shows, and finds it out again when that was a while ago.</summary>
internal static class Authentication
{
    private const string Scheme = "Bearer ";

    /// <summary>How long an answer is good within a request. Nearly every request is over by then, and asks once.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private static readonly AybError NoCredentials = new(
        ErrorKind.MissingCredentials, "This needs an API token: send it as 'Authorization: Bearer <token>'.");

    /// <summary>Gives the request its caller, or says why it has none.</summary>
    public static async Task<AybError?> AuthenticateAsync(HttpContext context, CallerRequirement requirement, ClientAddress address)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            context.Features.Set(new CallerFeature(Caller: null, Token: null, Since: 0));
            return requirement == CallerRequirement.TokenRequired ? NoCredentials : null;
        }

        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return NoCredentials;
        }

        return (await AskAsync(context, header[Scheme.Length..].Trim(), address)).Error;
    }

    public static ValueTask<Result<Principal>> CallerNowAsync(HttpContext context, CallerFeature known)
    {
        if (known is not { Caller: { } caller, Token: { } token })
        {
            return new ValueTask<Result<Principal>>(NoCredentials);
        }

        return Clock(context).GetElapsedTime(known.Since) < Moment
            ? new ValueTask<Result<Principal>>(caller)
            : new ValueTask<Result<Principal>>(AskAsync(context, token, context.Request.ClientAddress()));
    }

    private static async Task<Result<Principal>> AskAsync(HttpContext context, string token, ClientAddress address)
    {
        var since = Clock(context).GetTimestamp();
        var mediator = context.RequestServices.GetRequiredService<IMediator>();
        var answer = await mediator.Ask(new WhoBears(token) { From = address }, context.RequestAborted)
            ?? new AybError(ErrorKind.InvalidToken, "Invalid API token");
        if (answer.TryGet(out var caller, out _))
        {
            context.Features.Set(new CallerFeature(caller, token, since));
        }

        return answer;
    }

    private static TimeProvider Clock(HttpContext context) => context.RequestServices.GetRequiredService<TimeProvider>();
}
