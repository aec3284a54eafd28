using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Snapshots;

internal sealed class RestoreSnapshotEndpoint : CarterModule
{
    public RestoreSnapshotEndpoint(IMediator mediator) =>
        Post("/{entity}/{database}/restore_snapshot", async (request, response) => await response.AnswerAsync(
            (await ParseAsync(request)).TryGet(out var command, out var error)
                ? await mediator.Send(command, request.HttpContext.RequestAborted)
                : error)).TokenRequired();

    private static async Task<Result<RestoreSnapshot>> ParseAsync(HttpRequest request)
    {
        using var body = new StreamReader(request.Body);
        var id = (await body.ReadToEndAsync(request.HttpContext.RequestAborted)).Trim();
        return request.RouteEntity().TryGet(out var owner, out var error)
            && request.RouteDatabase().TryGet(out var database, out error)
                ? new RestoreSnapshot(request.Caller(), owner, database, id)
                : error;
    }
}
