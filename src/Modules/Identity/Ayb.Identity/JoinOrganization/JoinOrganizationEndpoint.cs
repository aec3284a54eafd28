using Ayb.Infrastructure.Http;
using Carter;
using MediatR;

namespace Ayb.Identity;

internal sealed class JoinOrganizationEndpoint : CarterModule
{
    public JoinOrganizationEndpoint(IMediator mediator) =>
        Put("/organizations/{entity}", async (request, response) => await response.AnswerAsync(
            request.RouteEntity().TryGet(out var organization, out var error)
                ? await mediator.Send(new JoinOrganization(request.Caller(), organization), request.HttpContext.RequestAborted)
                : error)).TokenRequired();
}
