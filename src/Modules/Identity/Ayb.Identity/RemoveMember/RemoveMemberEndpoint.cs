using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Identity;

internal sealed class RemoveMemberEndpoint : CarterModule
{
    public RemoveMemberEndpoint(IMediator mediator) =>
        Delete("/entity/{entity}/members/{member}", async (request, response) => await response.AnswerDoneAsync(
            Parse(request).TryGet(out var command, out var error)
                ? await mediator.Send(command, request.HttpContext.RequestAborted)
                : error)).TokenRequired();

    private static Result<RemoveMember> Parse(HttpRequest request) =>
        request.RouteEntity().TryGet(out var organization, out var error)
        && request.RouteMember().TryGet(out var member, out error)
        && request.OptionalHeader("give-up", EntitySlug.Parse).TryGet(out var givesUp, out error)
            ? new RemoveMember(request.Caller(), organization, member) { GivesUp = givesUp }
            : error;
}
