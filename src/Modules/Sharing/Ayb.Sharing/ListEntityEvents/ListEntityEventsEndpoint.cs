using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Sharing;

internal sealed class ListEntityEventsEndpoint : CarterModule
{
    public ListEntityEventsEndpoint(IMediator mediator) =>
        Get("/entity/{entity}/audit", async (request, response) => await response.AnswerAsync(
            Parse(request).TryGet(out var query, out var error)
                ? await mediator.Send(query, request.HttpContext.RequestAborted)
                : error)).TokenRequired();

    private static Result<ListEntityEvents> Parse(HttpRequest request) =>
        request.RouteEntity().TryGet(out var entity, out var error)
        && PageRange.Of(request).TryGet(out var range, out error)
            ? new ListEntityEvents(request.Caller(), entity, range.Limit, range.Before)
            : error;
}
