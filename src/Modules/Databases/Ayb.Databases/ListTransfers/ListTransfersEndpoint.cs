using Ayb.Infrastructure.Http;
using Carter;
using MediatR;

namespace Ayb.Databases;

internal sealed class ListTransfersEndpoint : CarterModule
{
    public ListTransfersEndpoint(IMediator mediator) =>
        Get("/transfers", async (request, response) => await response.AnswerAsync(
            await mediator.Send(new ListTransfers(request.Caller()), request.HttpContext.RequestAborted))).TokenRequired();
}
