using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Sharing;

internal sealed class ListPermissionsEndpoint : CarterModule
{
    public ListPermissionsEndpoint(IMediator mediator) =>
        Get("/{entity}/{database}/permissions", async (request, response) => await response.AnswerAsync(
            Parse(request).TryGet(out var query, out var error)
                ? await mediator.Send(query, request.HttpContext.RequestAborted)
                : error)).TokenRequired();

    private static Result<ListPermissions> Parse(HttpRequest request) =>
        request.RouteEntity().TryGet(out var owner, out var error)
        && request.RouteDatabase().TryGet(out var database, out error)
            ? new ListPermissions(request.Caller(), owner, database)
            : error;
}
