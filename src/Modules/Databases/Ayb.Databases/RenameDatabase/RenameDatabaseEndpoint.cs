using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Databases;

internal sealed class RenameDatabaseEndpoint : CarterModule
{
    public RenameDatabaseEndpoint(IMediator mediator) =>
        Post("/{entity}/{database}/rename", async (request, response) => await response.AnswerAsync(
            Parse(request).TryGet(out var command, out var error)
                ? await mediator.Send(command, request.HttpContext.RequestAborted)
                : error)).TokenRequired();

    private static Result<RenameDatabase> Parse(HttpRequest request) =>
        request.RoutePath().TryGet(out var path, out var error)
        && request.RequiredHeader("new-name", DatabaseSlug.Parse).TryGet(out var name, out error)
            ? new RenameDatabase(request.Caller(), path, name)
            : error;
}
