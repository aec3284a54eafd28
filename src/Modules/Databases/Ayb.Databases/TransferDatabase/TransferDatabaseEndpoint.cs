using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Databases;

internal sealed class TransferDatabaseEndpoint : CarterModule
{
    public TransferDatabaseEndpoint(IMediator mediator) =>
        Post("/{entity}/{database}/transfer", async (request, response) =>
        {
            var result = Parse(request).TryGet(out var command, out var error)
                ? await mediator.Send(command, request.HttpContext.RequestAborted)
                : error;
            await response.AnswerAsync(result, StatusCodes.Status202Accepted);
        }).TokenRequired();

    private static Result<TransferDatabase> Parse(HttpRequest request) =>
        request.RoutePath().TryGet(out var path, out var error)
        && request.RequiredHeader("to-entity", EntitySlug.Parse).TryGet(out var to, out error)
            ? new TransferDatabase(request.Caller(), path, to)
            : error;
}
