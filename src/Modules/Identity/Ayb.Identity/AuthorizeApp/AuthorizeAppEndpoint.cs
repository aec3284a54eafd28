using Ayb.Contracts;
using Ayb.Infrastructure;
using Ayb.Infrastructure.Http;
using Ayb.Web;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Identity;

internal sealed class AuthorizeAppEndpoint : CarterModule, IWebEndpoint
{
    public AuthorizeAppEndpoint(IMediator mediator, Visits visits, ServerOptions server) =>
        Post(AuthorizationRequest.Path, async (request, response) =>
        {
            if (!(await visits.ReceiveAsync(request)).TryGet(out var submission, out var foreign))
            {
                await response.ShowErrorAsync(foreign);
            }
            else if (!AuthorizationRequest.TryParse(submission.Form, out var asked, out var error))
            {
                await response.ShowOAuthErrorAsync(error);
            }
            else if (submission.Visit.Caller is not { } caller)
            {
                response.GoTo(LogInPage.Url(asked.Url));
            }
            else if (submission["decision"] == "deny")
            {
                SendBack(response, server, asked, ("error", "access_denied"));
            }
            else
            {
                await AuthorizeAsync(mediator, server, response, submission, asked, caller);
            }
        }).Page();

    private static async Task AuthorizeAsync(
        IMediator mediator,
        ServerOptions server,
        HttpResponse response,
        Submission submission,
        AuthorizationRequest asked,
        Principal caller)
    {
        var aborted = response.HttpContext.RequestAborted;
        var authorized = Read(submission, asked, caller).TryGet(out var command, out var error)
            ? await mediator.Send(command, aborted)
            : error;
        if (authorized.TryGet(out var code, out error))
        {
            SendBack(response, server, asked, ("code", code.Reveal()));
            return;
        }

        response.SetRetryAfter(error);
        var consent = await mediator.Send(new ShowConsent(caller), aborted);
        await response.ShowConsentAsync(
            ErrorResponse.Of(error.Kind).Status, submission.Visit, asked, consent.Value, new RefusedChoice(error.Message, submission));
    }

    private static Result<AuthorizeApp> Read(Submission submission, AuthorizationRequest asked, Principal caller)
    {
        if (submission["decision"] != "authorize")
        {
            return AybError.Invalid("Choose Authorize or Deny.");
        }

        if (!WireName.TryParse<QueryAccess>(submission["permission_level"], out var access))
        {
            return AybError.Invalid("Choose what the app may do.");
        }

        var (existing, wanted) = (submission["database"], submission["new_database"]);
        if ((existing.Length > 0) == (wanted.Length > 0))
        {
            return AybError.Invalid("Choose one of the databases, or a new one with a name.");
        }

        var isNew = wanted.Length > 0;
        return DatabasePath.Parse(isNew ? $"{caller.Slug}/{wanted}" : existing).TryGet(out var database, out var error)
            ? new AuthorizeApp(caller, asked, database, isNew, access)
            : error;
    }

    // 302, as RFC 6749 has it: browsers make a GET of it, also after a form. By RFC 9207 it says whose answer it is: an app that
    // talks to several servers does not take a code of ours to another one.
    private static void SendBack(
        HttpResponse response, ServerOptions server, AuthorizationRequest asked, (string Name, string? Value) answer)
    {
        response.GoTo(asked.RedirectUri.With(answer, ("state", asked.State), ("iss", server.PublicUrl)));
        response.StatusCode = StatusCodes.Status302Found;
    }
}
