using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Databases;

internal sealed class ForkDatabaseEndpoint : CarterModule
{
    public ForkDatabaseEndpoint(IMediator mediator) =>
        Post("/{entity}/{database}/fork", async (request, response) =>
        {
            var result = Parse(request).TryGet(out var fork, out var error)
                ? await mediator.Send(fork, request.HttpContext.RequestAborted)
                : error;
            await response.AnswerAsync(result, StatusCodes.Status201Created);
        }).TokenRequired();

    private static Result<ForkDatabase> Parse(HttpRequest request) =>
        request.RouteEntity().TryGet(out var owner, out var error)
        && request.RouteDatabase().TryGet(out var database, out error)
        && request.OptionalHeader("entity", EntitySlug.Parse).TryGet(out var entity, out error)
        && request.OptionalHeader("database", DatabaseSlug.Parse).TryGet(out var slug, out error)
        && request.Header("public-sharing-level", PublicSharingLevel.NoAccess).TryGet(out var level, out error)
            ? new ForkDatabase(request.Caller(), owner, database, entity, slug, level)
            : error;
}
