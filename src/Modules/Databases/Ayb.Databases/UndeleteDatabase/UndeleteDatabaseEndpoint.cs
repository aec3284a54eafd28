using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Databases;

internal sealed class UndeleteDatabaseEndpoint : CarterModule
{
    public UndeleteDatabaseEndpoint(IMediator mediator) =>
        Post("/{entity}/{database}/undelete", async (request, response) => await response.AnswerAsync(
            Parse(request).TryGet(out var command, out var error)
                ? await mediator.Send(command, request.HttpContext.RequestAborted)
                : error)).TokenRequired();

    private static Result<UndeleteDatabase> Parse(HttpRequest request) =>
        request.RoutePath().TryGet(out var path, out var error)
        && request.OptionalHeader("database-id").TryGet(out var id, out error)
            ? new UndeleteDatabase(request.Caller(), path, id is null ? null : new DatabaseId(id))
            : error;
}
