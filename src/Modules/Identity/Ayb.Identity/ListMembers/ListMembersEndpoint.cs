using Ayb.Infrastructure.Http;
using Carter;
using MediatR;

namespace Ayb.Identity;

internal sealed class ListMembersEndpoint : CarterModule
{
    public ListMembersEndpoint(IMediator mediator) =>
        Get("/entity/{entity}/members", async (request, response) => await response.AnswerAsync(
            request.RouteEntity().TryGet(out var organization, out var error)
                ? await mediator.Send(new ListMembers(request.Caller(), organization), request.HttpContext.RequestAborted)
                : error)).TokenRequired();
}
