using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Databases;

internal sealed class AcceptTransferEndpoint : CarterModule
{
    public AcceptTransferEndpoint(IMediator mediator) =>
        Post("/{entity}/{database}/transfer/accept", async (request, response) => await response.AnswerAsync(
            Parse(request).TryGet(out var command, out var error)
                ? await mediator.Send(command, request.HttpContext.RequestAborted)
                : error)).TokenRequired();

    private static Result<AcceptTransfer> Parse(HttpRequest request) =>
        request.RoutePath().TryGet(out var path, out var error)
        && request.OptionalHeader("database", DatabaseSlug.Parse).TryGet(out var slug, out error)
            ? new AcceptTransfer(request.Caller(), path, slug)
            : error;
}
