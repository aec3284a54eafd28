using Ayb.Infrastructure.Http;
using Carter;
using MediatR;

namespace Ayb.Identity;

internal sealed class ListTokensEndpoint : CarterModule
{
    public ListTokensEndpoint(IMediator mediator) =>
        Get("/tokens", async (request, response) => await response.AnswerAsync(
            await mediator.Send(new ListTokens(request.Caller()), request.HttpContext.RequestAborted))).TokenRequired();
}
