using Ayb.Infrastructure.Http;
using Carter;
using MediatR;

namespace Ayb.Identity;

internal sealed class ShowEntityEndpoint : CarterModule
{
    public ShowEntityEndpoint(IMediator mediator) =>
        Get("/entity/{entity}", async (request, response) => await response.AnswerAsync(
            request.RouteEntity().TryGet(out var entity, out var error)
                ? await mediator.Send(new ShowEntity(request.CallerOrNull(), entity), request.HttpContext.RequestAborted)
                : error)).TokenOptional();
}
