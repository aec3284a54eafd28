using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Identity;

internal sealed class RegisterEndpoint : CarterModule
{
    public RegisterEndpoint(IMediator mediator, IdentityRates rates) =>
        Post("/register", async (request, response) => await response.AnswerAsync(
            Read(request).TryGet(out var register, out var error)
                ? await mediator.Send(register, request.HttpContext.RequestAborted)
                : error)).Limited(rates.RegisterPerAddress).Anybody();

    private static Result<Register> Read(HttpRequest request) =>
        request.RequiredHeader("entity").TryGet(out var name, out var error)
        && EntitySlug.Parse(name).TryGet(out var entity, out error)
        && request.RequiredHeader("email-address").TryGet(out var emailAddress, out error)
        && request.RequiredHeader<EntityType>("entity-type").TryGet(out var type, out error)
            ? new Register(entity, type, emailAddress)
            : error;
}
