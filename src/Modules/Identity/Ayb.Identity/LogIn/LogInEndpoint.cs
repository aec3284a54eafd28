using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;

namespace Ayb.Identity;

internal sealed class LogInEndpoint : CarterModule
{
    public LogInEndpoint(IMediator mediator, IdentityRates rates) =>
        Post("/log_in", async (request, response) => await response.AnswerAsync(
            request.RequiredHeader("entity").TryGet(out var name, out var error)
            && EntitySlug.Parse(name).TryGet(out var entity, out error)
                ? await mediator.Send(new LogIn(entity), request.HttpContext.RequestAborted)
                : error)).Limited(rates.LogInPerAddress).Anybody();
}
