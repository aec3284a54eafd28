using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Snapshots;

internal sealed class RestoreSnapshotEndpoint : CarterModule
{
    public RestoreSnapshotEndpoint(IMediator mediator) =>
        Post("/{entity}/{database}/restore_snapshot", async (request, response) =>
        {
            var result = (await ParseAsync(request)).TryGet(out var command, out var error)
                ? await mediator.Send(command, request.HttpContext.RequestAborted)
                : error;
            await AnswerAsync(response, result);
        }).TokenRequired();

    /// <summary>Old clients know the body as an empty object, and compare it.</summary>
    private static Task AnswerAsync(HttpResponse response, Result<RestoredSnapshot> result)
    {
        if (!result.TryGet(out var restored, out var error))
        {
            return response.WriteErrorAsync(error);
        }

        response.Headers["safety-snapshot"] = restored.SafetySnapshot;
        return response.AnswerAsync<Nothing>(new Nothing());
    }

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
