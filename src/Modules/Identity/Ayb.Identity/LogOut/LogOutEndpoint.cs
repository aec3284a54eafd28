using Ayb.Infrastructure.Http;
using Ayb.Web;
using Carter;
using MediatR;

namespace Ayb.Identity;

internal sealed class LogOutEndpoint : CarterModule, IWebEndpoint
{
    public LogOutEndpoint(IMediator mediator, Visits visits, PageCookies cookies) =>
        Post("/log_out", async (request, response) =>
        {
            if (!(await visits.ReceiveAsync(request)).TryGet(out var submission, out var error))
            {
                await response.ShowErrorAsync(error);
                return;
            }

            if (submission.Visit.Caller is { } caller)
            {
                // That it was revoked a moment ago by somebody else is as good.
                await mediator.Send(new LogOut(caller), request.HttpContext.RequestAborted);
            }

            cookies.DropSession(response);
            response.GoTo(LogInPage.Path);
        }).Page();
}
