using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Snapshots;

internal sealed class ListSnapshotsEndpoint : CarterModule
{
    public ListSnapshotsEndpoint(IMediator mediator) =>
        Get("/{entity}/{database}/list_snapshots", async (request, response) => await response.AnswerAsync(
            Parse(request).TryGet(out var query, out var error)
                ? await mediator.Send(query, request.HttpContext.RequestAborted)
                : error)).TokenRequired();

    private static Result<ListSnapshots> Parse(HttpRequest request) =>
        request.RouteEntity().TryGet(out var owner, out var error)
        && request.RouteDatabase().TryGet(out var database, out error)
            ? new ListSnapshots(request.Caller(), owner, database)
            : error;
}
