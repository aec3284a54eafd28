using Ayb.Infrastructure.Http;
using Carter;
using MediatR;

namespace Ayb.Databases;

internal sealed class DeclineTransferEndpoint : CarterModule
{
    public DeclineTransferEndpoint(IMediator mediator) =>
        Delete("/{entity}/{database}/transfer", async (request, response) => await response.AnswerDoneAsync(
            request.RoutePath().TryGet(out var path, out var error)
                ? await mediator.Send(new DeclineTransfer(request.Caller(), path), request.HttpContext.RequestAborted)
                : error)).TokenRequired();
}
