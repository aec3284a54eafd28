using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Identity;

internal sealed class SetMemberEndpoint : CarterModule
{
    public SetMemberEndpoint(IMediator mediator) =>
        Put("/entity/{entity}/members/{member}", async (request, response) => await response.AnswerAsync(
            Parse(request).TryGet(out var command, out var error)
                ? await mediator.Send(command, request.HttpContext.RequestAborted)
                : error)).TokenRequired();

    private static Result<SetMember> Parse(HttpRequest request) =>
        request.RouteEntity().TryGet(out var organization, out var error)
        && request.RouteMember().TryGet(out var member, out error)
        && request.RequiredHeader<MemberRole>("role").TryGet(out var role, out error)
            ? new SetMember(request.Caller(), organization, member, role)
            : error;
}
