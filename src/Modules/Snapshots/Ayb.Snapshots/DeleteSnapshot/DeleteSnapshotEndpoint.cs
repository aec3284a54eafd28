using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ayb.Snapshots;

internal sealed class DeleteSnapshotEndpoint : CarterModule
{
    public DeleteSnapshotEndpoint(IMediator mediator) =>
        Delete("/{entity}/{database}/snapshots/{snapshot_id}", async (request, response) => await response.AnswerAsync(
            Parse(request).TryGet(out var command, out var error)
                ? await mediator.Send(command, request.HttpContext.RequestAborted)
                : error)).TokenRequired();

    private static Result<DeleteSnapshot> Parse(HttpRequest request) =>
        request.RouteEntity().TryGet(out var owner, out var error)
        && request.RouteDatabase().TryGet(out var database, out error)
            ? new DeleteSnapshot(request.Caller(), owner, database, (string)request.HttpContext.GetRouteValue("snapshot_id")!)
            : error;
}
