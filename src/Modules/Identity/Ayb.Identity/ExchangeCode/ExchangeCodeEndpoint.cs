using Ayb.Infrastructure;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Identity;

internal sealed class ExchangeCodeEndpoint : CarterModule, IWebEndpoint
{
    public const string Path = "/oauth/token";

    public ExchangeCodeEndpoint(IMediator mediator, ServerOptions server, IdentityRates rates) =>
        Post(Path, async (request, response) =>
        {
            response.Headers.CacheControl = "no-store";
            var read = await TokenRequest.ReadAsync(request);
            if (read.Exchange is not { } exchange)
            {
                await AnswerAsync(response, read.Error!);
                return;
            }

            var aborted = request.HttpContext.RequestAborted;
            var result = (await mediator.Send(new CheckCode(exchange), aborted)).Error is { } error
                ? error
                : await mediator.Send(exchange, aborted);
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
        }).Limited(rates.ExchangePerAddress).Anybody();

    private static Task AnswerAsync(HttpResponse response, OAuthError error) =>
        response.AnswerAsync<OAuthErrorAnswer>(
            new OAuthErrorAnswer(error.Code, error.Description), StatusCodes.Status400BadRequest);
}
