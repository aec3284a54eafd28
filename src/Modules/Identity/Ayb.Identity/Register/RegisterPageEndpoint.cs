using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Ayb.Web;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Identity;

internal sealed class RegisterPageEndpoint : CarterModule, IWebEndpoint
{
    public RegisterPageEndpoint(IMediator mediator, Visits visits, NextPage next, IdentityRates rates)
    {
        Get(RegisterPage.Path, async (request, response) => await ((await visits.WelcomeAsync(request)).TryGet(out var visit, out var error)
            ? ShowAsync(response, visit, entity: "", emailAddress: "", NextPage.Asked(request.Query[NextPage.Field]), error: null)
            : response.ShowErrorAsync(error))).Page();

        Post(RegisterPage.Path, async (request, response) =>
        {
            if (!(await visits.ReceiveAsync(request)).TryGet(out var submission, out var error))
            {
                await response.ShowErrorAsync(error);
                return;
            }

            var (name, emailAddress) = (submission["entity"], submission["email_address"]);
            var onward = NextPage.Asked(submission[NextPage.Field]);
            var mailed = EntitySlug.Parse(name).TryGet(out var entity, out error)
                ? await mediator.Send(new Register(entity, EntityType.User, emailAddress), request.HttpContext.RequestAborted)
                : error;
            if (mailed.Error is not null)
            {
                await ShowAsync(response, submission.Visit, name, emailAddress, onward, mailed.Error);
                return;
            }

            next.Keep(response, onward);
            await response.ShowMailSentAsync(entity!, emailAddress);
        }).Limited(rates.RegisterPerAddress).Page();
    }

    private static Task ShowAsync(
        HttpResponse response, Visit visit, string entity, string emailAddress, string? onward, AybError? error)
    {
        response.SetRetryAfter(error);
        return response.ShowAsync<RegisterPage>(
            error is null ? StatusCodes.Status200OK : ErrorResponse.Of(error.Kind).Status,
            new()
            {
                [nameof(RegisterPage.Visit)] = visit,
                [nameof(RegisterPage.Entity)] = entity,
                [nameof(RegisterPage.EmailAddress)] = emailAddress,
                [nameof(RegisterPage.Onward)] = onward,
                [nameof(RegisterPage.Complaint)] = error?.Message,
            });
    }
}
