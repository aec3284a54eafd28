using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Sharing;

internal sealed class ShareDatabaseEndpoint : CarterModule
{
    public ShareDatabaseEndpoint(IMediator mediator) =>
        Post("/{entity}/{database}/share", async (request, response) => await response.AnswerDoneAsync(
            Parse(request).TryGet(out var command, out var error)
                ? await mediator.Send(command, request.HttpContext.RequestAborted)
                : error)).TokenRequired();

    private static Result<ShareDatabase> Parse(HttpRequest request) =>
        request.RouteEntity().TryGet(out var owner, out var error)
        && request.RouteDatabase().TryGet(out var database, out error)
        && request.RequiredHeader("entity-for-permission").TryGet(out var name, out error)
        && EntitySlug.Parse(name).TryGet(out var with, out error)
        && request.RequiredHeader<SharingLevel>("sharing-level").TryGet(out var level, out error)
            ? new ShareDatabase(request.Caller(), owner, database, with, level)
            : error;
}
