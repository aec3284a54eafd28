using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Identity;

internal sealed class CreateOrganizationEndpoint : CarterModule
{
    public CreateOrganizationEndpoint(IMediator mediator) =>
        Post("/organizations", async (request, response) =>
        {
            var result = request.RequiredHeader("entity").TryGet(out var name, out var error)
                && EntitySlug.Parse(name).TryGet(out var entity, out error)
                    ? await mediator.Send(new CreateOrganization(request.Caller(), entity), request.HttpContext.RequestAborted)
                    : error;
            await response.AnswerAsync(result, StatusCodes.Status201Created);
        }).TokenRequired();
}
