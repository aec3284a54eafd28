using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Databases;

internal sealed class CreateDatabaseEndpoint : CarterModule
{
    public CreateDatabaseEndpoint(IMediator mediator) =>
        Post("/{entity}/{database}/create", async (request, response) =>
        {
            var result = Parse(request).TryGet(out var command, out var error)
                ? await mediator.Send(command, request.HttpContext.RequestAborted)
                : error;
            await response.AnswerAsync(result, StatusCodes.Status201Created);
        }).TokenRequired();

    private static Result<CreateDatabase> Parse(HttpRequest request) =>
        request.RouteEntity().TryGet(out var owner, out var error)
        && request.RouteDatabase().TryGet(out var database, out error)
        && request.RequiredHeader<DatabaseType>("db-type").TryGet(out var type, out error)
        && request.Header("public-sharing-level", PublicSharingLevel.NoAccess).TryGet(out var level, out error)
            ? new CreateDatabase(request.Caller(), owner, database, type, level)
            : error;
}
