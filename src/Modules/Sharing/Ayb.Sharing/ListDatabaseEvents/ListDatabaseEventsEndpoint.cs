using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Sharing;

internal sealed class ListDatabaseEventsEndpoint : CarterModule
{
    public ListDatabaseEventsEndpoint(IMediator mediator) =>
        Get("/{entity}/{database}/audit", async (request, response) => await response.AnswerAsync(
            Parse(request).TryGet(out var query, out var error)
                ? await mediator.Send(query, request.HttpContext.RequestAborted)
                : error)).TokenRequired();

    private static Result<ListDatabaseEvents> Parse(HttpRequest request) =>
        request.RouteEntity().TryGet(out var owner, out var error)
        && request.RouteDatabase().TryGet(out var database, out error)
        && PageRange.Of(request).TryGet(out var range, out error)
            ? new ListDatabaseEvents(request.Caller(), owner, database, range.Limit, range.Before)
            : error;
}
