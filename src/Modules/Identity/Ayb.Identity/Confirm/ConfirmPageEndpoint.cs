using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Ayb.Web;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ayb.Identity;

/// <summary>Where the link in a mail leads. To look at it does nothing: programs that check mails do that too.</summary>
internal sealed class ConfirmPageEndpoint : CarterModule, IWebEndpoint
{
    private const string Path = "/confirm/{token}";
    private const string TokenName = "Browser";

    private static readonly TimeSpan SessionLifetime = TimeSpan.FromDays(30);

    public ConfirmPageEndpoint(IMediator mediator, Visits visits, PageCookies cookies, NextPage next, IdentityRates rates)
    {
        Get(Path, async (request, response) =>
        {
            if (!(await visits.WelcomeAsync(request)).TryGet(out var visit, out var error))
            {
                await response.ShowErrorAsync(error);
                return;
            }

            var shown = await mediator.Send(new ShowConfirmation(Token(request)), request.HttpContext.RequestAborted);
            await (shown.TryGet(out var confirmation, out error)
                ? ShowAsync(response, visit, confirmation.Entity)
                : RefuseAsync(response, error));
        }).Limited(rates.ConfirmPerAddress).Page();

        Post(Path, async (request, response) =>
        {
            if (!(await visits.ReceiveAsync(request)).TryGet(out var submission, out var error))
            {
                await response.ShowErrorAsync(error);
                return;
            }

            var aborted = request.HttpContext.RequestAborted;
            var result = await mediator.Send(new Confirm(Token(request), TokenName, SessionLifetime, Once: true), aborted);
            if (!result.TryGet(out var confirmed, out error))
            {
                await RefuseAsync(response, error);
                return;
            }

            if (submission.Visit.Caller is { } before)
            {
                await mediator.Send(new LogOut(before), aborted);
            }

            cookies.SetSession(response, confirmed.Token, SessionLifetime);
            response.GoTo(next.Take(request, response) ?? LogInPage.Path);
        }).Limited(rates.ConfirmPerAddress).Page();
    }

    private static string Token(HttpRequest request) => (string)request.HttpContext.GetRouteValue("token")!;

    private static Task ShowAsync(HttpResponse response, Visit visit, string entity) => response.ShowAsync<ConfirmPage>(
        StatusCodes.Status200OK,
        new() { [nameof(ConfirmPage.Visit)] = visit, [nameof(ConfirmPage.Entity)] = entity });

    // A link that is refused for now is not stale.
    private static Task RefuseAsync(HttpResponse response, AybError error) => error.Kind == ErrorKind.TooManyRequests
        ? response.ShowErrorAsync(error)
        : response.ShowAsync<StaleLinkPage>(
            ErrorResponse.Of(error.Kind).Status, new() { [nameof(StaleLinkPage.Reason)] = error.Message });
}
