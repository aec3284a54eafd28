using Ayb.Infrastructure.Http;
using Carter;
using MediatR;

namespace Ayb.Identity;

internal sealed class ListOrganizationsEndpoint : CarterModule
{
    public ListOrganizationsEndpoint(IMediator mediator) =>
        Get("/organizations", async (request, response) => await response.AnswerAsync(await mediator.Send(
            new ListOrganizations(request.Caller()), request.HttpContext.RequestAborted))).TokenRequired();
}
