using Ayb.Infrastructure.Http;
using Carter;
using MediatR;

namespace Ayb.Querying;

internal sealed class ShowIsolationEndpoint : CarterModule
{
    public ShowIsolationEndpoint(IMediator mediator) =>
        Get("/isolation", async (request, response) =>
            await response.AnswerAsync(await mediator.Send(new ShowIsolation(), request.HttpContext.RequestAborted))).Anybody();
}
