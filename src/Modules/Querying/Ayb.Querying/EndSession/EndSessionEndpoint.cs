using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ayb.Querying;

internal sealed class EndSessionEndpoint : CarterModule
{
    public EndSessionEndpoint(IMediator mediator)
    {
        const string session = "/{entity}/{database}/sessions/{id}";
        Post($"{session}/commit", (request, response) => EndAsync(request, response, commit: true)).TokenRequired();
        Post($"{session}/rollback", (request, response) => EndAsync(request, response, commit: false)).TokenRequired();
        Delete(session, (request, response) => EndAsync(request, response, commit: false)).TokenRequired();

        async Task EndAsync(HttpRequest request, HttpResponse response, bool commit)
        {
            var result = Parse(request, commit).TryGet(out var command, out var error)
                ? await mediator.Send(command, request.HttpContext.RequestAborted)
                : error;
            await response.AnswerAsync(result);
        }
    }

    private static Result<EndSession> Parse(HttpRequest request, bool commit) =>
        request.RouteEntity().TryGet(out var owner, out var error)
        && request.RouteDatabase().TryGet(out var database, out error)
            ? new EndSession(request.Caller(), owner, database, (string)request.HttpContext.GetRouteValue("id")!, commit)
            : error;
}
