using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Databases;

internal sealed class ShowDatabaseEndpoint : CarterModule
{
    public ShowDatabaseEndpoint(IMediator mediator) =>
        Get("/{entity}/{database}/details", async (request, response) =>
        {
            var result = Parse(request).TryGet(out var query, out var error)
                ? await mediator.Send(query, request.HttpContext.RequestAborted)
                : error;
            await response.AnswerAsync(result);
        }).TokenOptional();

    private static Result<ShowDatabase> Parse(HttpRequest request) =>
        request.RouteEntity().TryGet(out var owner, out var error)
        && request.RouteDatabase().TryGet(out var database, out error)
            ? new ShowDatabase(request.CallerOrNull(), owner, database)
            : error;
}
