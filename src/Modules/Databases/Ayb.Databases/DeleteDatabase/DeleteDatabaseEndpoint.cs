using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Databases;

internal sealed class DeleteDatabaseEndpoint : CarterModule
{
    public DeleteDatabaseEndpoint(IMediator mediator) =>
        Delete("/{entity}/{database}", async (request, response) => await response.AnswerAsync(
            Parse(request).TryGet(out var command, out var error)
                ? await mediator.Send(command, request.HttpContext.RequestAborted)
                : error)).TokenRequired();

    private static Result<DeleteDatabase> Parse(HttpRequest request) =>
        request.RoutePath().TryGet(out var path, out var error)
        && request.RequiredHeader("database-name", DatabasePath.Parse).TryGet(out var typed, out error)
            ? new DeleteDatabase(request.Caller(), path, typed)
            : error;
}
