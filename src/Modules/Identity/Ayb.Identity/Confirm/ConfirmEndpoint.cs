using Ayb.Infrastructure.Http;
using Carter;
using MediatR;

namespace Ayb.Identity;

internal sealed class ConfirmEndpoint : CarterModule
{
    public ConfirmEndpoint(IMediator mediator, IdentityRates rates) =>
        Post("/confirm", async (request, response) => await response.AnswerAsync(
            request.RequiredHeader("authentication-token").TryGet(out var token, out var error)
                ? await mediator.Send(new Confirm(token), request.HttpContext.RequestAborted)
                : error)).Limited(rates.ConfirmPerAddress).Anybody();
}
