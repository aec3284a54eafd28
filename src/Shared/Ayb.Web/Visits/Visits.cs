using System.Security.Cryptography;
using System.Text;
using Ayb.Contracts;
using Ayb.Infrastructure;
using Ayb.Infrastructure.Http;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Web;

/// <summary>
/// Who looks at a page, and whether a form comes from one. A form carries a token that only the secret in this browser's
/// cookie can have made: the session's, or before that the visitor's.
/// </summary>
public sealed class Visits(PageCookies cookies, ServerOptions server, IMediator mediator)
{
    /// <summary>The form's field that carries the token.</summary>
    public const string TokenField = "form_token";

    private static readonly AybError Foreign = AybError.Forbidden(
        "This did not come from a page of this server that belongs to you now. Go back, reload the page, and try again.");

    /// <summary>For a page that is shown. Fails when it can't be found out who looks at it.</summary>
    public async Task<Result<Visit>> WelcomeAsync(HttpRequest request) =>
        (await FindSessionAsync(request)).TryGet(out var session, out var error)
            ? new Visit(session.Caller, Seal(session.Secret ?? cookies.ReadOrSetVisitor(request, request.HttpContext.Response)))
            : error;

    /// <summary>For a form that is sent; one that another site or another session made fails.</summary>
    public async Task<Result<Submission>> ReceiveAsync(HttpRequest request)
    {
        if (!request.IsFromOwnPage(server.PublicUrl))
        {
            return Foreign;
        }

        if (await ReadFormAsync(request) is { } error)
        {
            return error;
        }

        // Only now: who sends the form decides how long it takes, and the session may end meanwhile.
        if (!(await FindSessionAsync(request)).TryGet(out var session, out error))
        {
            return error;
        }

        if ((session.Secret ?? cookies.ReadVisitor(request)) is not { } secret)
        {
            return Foreign;
        }

        var visit = new Visit(session.Caller, Seal(secret));
        return IsSame(visit.FormToken, request.Form[TokenField].ToString()) ? new Submission(visit, request.Form) : Foreign;
    }

    private async Task<Result<(Principal? Caller, string? Secret)>> FindSessionAsync(HttpRequest request)
    {
        (Principal?, string?) nobody = default;
        if (cookies.ReadSession(request) is not { } token
            || await mediator.Ask(new WhoBears(token) { From = request.ClientAddress() }, request.HttpContext.RequestAborted) is not { } answer)
        {
            return nobody;
        }

        if (answer.TryGet(out var caller, out var error))
        {
            // A token that was narrowed for an app is no session of a person.
            return caller.Scope is null ? (caller, token) : nobody;
        }

        if (error.Kind != ErrorKind.InvalidToken)
        {
            // It may be as good as ever.
            return error;
        }

        // The session has ended. Every page would show its token again, and that counts as guessing.
        cookies.DropSession(request.HttpContext.Response);
        return nobody;
    }

    private static async Task<AybError?> ReadFormAsync(HttpRequest request)
    {
        if (!request.IsPlainForm())
        {
            return AybError.Invalid("This takes the form of a page, as application/x-www-form-urlencoded.");
        }

        try
        {
            await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return null;
        }
        catch (InvalidDataException exception)
        {
            // Too many fields, or too long ones.
            return AybError.Invalid(exception.Message);
        }
    }

    private static string Seal(string secret) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), "a form of ayb's own pages"u8));

    private static bool IsSame(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
