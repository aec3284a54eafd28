using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Ayb.Identity;

internal sealed class RevokeTokenEndpoint : CarterModule
{
    public RevokeTokenEndpoint(IMediator mediator) =>
        Delete("/tokens/{short_token}", async (request, response) =>
        {
            var shortToken = (string)request.HttpContext.GetRouteValue("short_token")!;
            await response.AnswerAsync(await mediator.Send(
                new RevokeToken(request.Caller(), shortToken), request.HttpContext.RequestAborted));
        }).TokenRequired();
}
