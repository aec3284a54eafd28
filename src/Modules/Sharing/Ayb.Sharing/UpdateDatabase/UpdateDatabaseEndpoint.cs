using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Sharing;

internal sealed class UpdateDatabaseEndpoint : CarterModule
{
    private const string PublicLevel = "public-sharing-level";

    public UpdateDatabaseEndpoint(IMediator mediator) =>
        Patch("/{entity}/{database}/update", async (request, response) => await response.AnswerAsync(
            Parse(request).TryGet(out var command, out var error)
                ? await mediator.Send(command, request.HttpContext.RequestAborted)
                : error)).TokenRequired();

    private static Result<UpdateDatabase> Parse(HttpRequest request) =>
        request.RouteEntity().TryGet(out var owner, out var error)
        && request.RouteDatabase().TryGet(out var database, out error)
        && Changes(request).TryGet(out var level, out error)
            ? new UpdateDatabase(request.Caller(), owner, database, level)
            : error;

    private static Result<PublicSharingLevel> Changes(HttpRequest request) => request.Headers.ContainsKey(PublicLevel)
        ? request.RequiredHeader<PublicSharingLevel>(PublicLevel)
        : new AybError(
            ErrorKind.EmptyUpdate, "No fields provided to update. Please specify at least one field to update.");
}
