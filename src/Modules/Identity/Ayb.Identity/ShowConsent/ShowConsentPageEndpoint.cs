using Ayb.Infrastructure.Http;
using Ayb.Web;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Identity;

internal sealed class ShowConsentPageEndpoint : CarterModule, IWebEndpoint
{
    public ShowConsentPageEndpoint(IMediator mediator, Visits visits) =>
        Get(AuthorizationRequest.Path, async (request, response) =>
        {
            if (!AuthorizationRequest.TryParse(request.Query, out var asked, out var error))
            {
                await response.ShowOAuthErrorAsync(error);
                return;
            }

            if (!(await visits.WelcomeAsync(request)).TryGet(out var visit, out var unknown))
            {
                await response.ShowErrorAsync(unknown);
                return;
            }

            if (visit.Caller is not { } caller)
            {
                response.GoTo(LogInPage.Url(asked.Url));
                return;
            }

            var consent = await mediator.Send(new ShowConsent(caller), request.HttpContext.RequestAborted);
            await response.ShowConsentAsync(StatusCodes.Status200OK, visit, asked, consent.Value);
        }).Page();
}
