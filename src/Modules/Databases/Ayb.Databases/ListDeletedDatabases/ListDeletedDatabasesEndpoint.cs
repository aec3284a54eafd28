using Ayb.Infrastructure.Http;
using Carter;
using MediatR;

namespace Ayb.Databases;

internal sealed class ListDeletedDatabasesEndpoint : CarterModule
{
    public ListDeletedDatabasesEndpoint(IMediator mediator) =>
        Get("/entity/{entity}/deleted_databases", async (request, response) => await response.AnswerAsync(
            request.RouteEntity().TryGet(out var owner, out var error)
                ? await mediator.Send(new ListDeletedDatabases(request.Caller(), owner), request.HttpContext.RequestAborted)
                : error)).TokenRequired();
}
