using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Snapshots;

internal sealed class TakeSnapshotEndpoint : CarterModule
{
    public TakeSnapshotEndpoint(IMediator mediator) =>
        Post("/{entity}/{database}/snapshots", async (request, response) =>
        {
            var result = Parse(request).TryGet(out var command, out var error)
                ? await mediator.Send(command, request.HttpContext.RequestAborted)
                : error;
            await response.AnswerAsync(result, StatusCodes.Status201Created);
        }).TokenRequired();

    private static Result<TakeSnapshot> Parse(HttpRequest request) =>
        request.RouteEntity().TryGet(out var owner, out var error)
        && request.RouteDatabase().TryGet(out var database, out error)
        && Text(request, "snapshot-name").TryGet(out var name, out error)
        && Text(request, "snapshot-note").TryGet(out var note, out error)
            ? new TakeSnapshot(request.Caller(), owner, database, name, note)
            : error;

    /// <summary>Percent-encoded, since headers are ASCII.</summary>
    private static Result<string?> Text(HttpRequest request, string header) =>
        request.OptionalHeader(header).TryGet(out var text, out var error)
            ? text is null ? (string?)null : Uri.UnescapeDataString(text)
            : error;
}
