using Ayb.Infrastructure.Http;
using Carter;
using MediatR;

namespace Ayb.Identity;

internal sealed class DescribeOAuthEndpoint : CarterModule, IWebEndpoint
{
    public DescribeOAuthEndpoint(IMediator mediator) =>
        Get("/.well-known/oauth-authorization-server", async (request, response) => await response.AnswerAsync(
            await mediator.Send(new DescribeOAuth(request.ApiPrefix()), request.HttpContext.RequestAborted))).AtRoot().Anybody();
}
