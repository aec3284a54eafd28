using Ayb.Infrastructure;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Identity;

internal sealed class ExchangeCodeEndpoint : CarterModule, IWebEndpoint
{
    public const string Path = "/oauth/token";

    public ExchangeCodeEndpoint(IMediator mediator, ServerOptions server) =>
        Post(Path, async (request, response) =>
        {
            response.Headers.CacheControl = "no-store";
            var read = await TokenRequest.ReadAsync(request);
            if (read.Error is { } error)
            {
                await AnswerAsync(response, error);
                return;
            }

            var result = await mediator.Send(read.Exchange!, request.HttpContext.RequestAborted);
            if (result.TryGet(out var exchanged, out var refusal) && exchanged is not null)
            {
                await response.AnswerAsync<AccessTokenAnswer>(new AccessTokenAnswer(
                    exchanged.AccessToken,
                    "Bearer",
                    exchanged.Database,
                    exchanged.Access,
                    $"{server.PublicUrl}{request.ApiPrefix()}/{exchanged.Database}"));
            }
            else
            {
                await AnswerAsync(response, new OAuthError("invalid_grant", (refusal ?? ExchangeCode.Invalid).Message));
            }
        }).Anybody();

    private static Task AnswerAsync(HttpResponse response, OAuthError error) =>
        response.AnswerAsync<OAuthErrorAnswer>(
            new OAuthErrorAnswer(error.Code, error.Description), StatusCodes.Status400BadRequest);
}
