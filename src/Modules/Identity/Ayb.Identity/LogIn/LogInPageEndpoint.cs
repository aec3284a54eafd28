using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Ayb.Web;
using Carter;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Ayb.Identity;

internal sealed class LogInPageEndpoint : CarterModule, IWebEndpoint
{
    public LogInPageEndpoint(IMediator mediator, Visits visits, NextPage next, IdentityRates rates)
    {
        Get(LogInPage.Path, async (request, response) =>
        {
            if (!(await visits.WelcomeAsync(request)).TryGet(out var visit, out var error))
            {
                await response.ShowErrorAsync(error);
                return;
            }

            var onward = NextPage.Asked(request.Query[NextPage.Field]);
            if (visit.Caller is not null && onward is not null)
            {
                response.GoTo(onward);
                return;
            }

            await ShowAsync(response, visit, entity: "", onward, error: null);
        }).Page();

        Post(LogInPage.Path, async (request, response) =>
        {
            if (!(await visits.ReceiveAsync(request)).TryGet(out var submission, out var error))
            {
                await response.ShowErrorAsync(error);
                return;
            }

            var (name, onward) = (submission["entity"], NextPage.Asked(submission[NextPage.Field]));
            var mailed = EntitySlug.Parse(name).TryGet(out var entity, out error)
                ? await mediator.Send(new LogIn(entity), request.HttpContext.RequestAborted)
                : error;
            if (mailed.Error is not null)
            {
                await ShowAsync(response, submission.Visit, name, onward, mailed.Error);
                return;
            }

            next.Keep(response, onward);
            await response.ShowMailSentAsync(entity!, emailAddress: null);
        }).Limited(rates.LogInPerAddress).Page();
    }

    private static Task ShowAsync(HttpResponse response, Visit visit, string entity, string? onward, AybError? error)
    {
        response.SetRetryAfter(error);
        return response.ShowAsync<LogInPage>(
            error is null ? StatusCodes.Status200OK : ErrorResponse.Of(error.Kind).Status,
            new()
            {
                [nameof(LogInPage.Visit)] = visit,
                [nameof(LogInPage.Entity)] = entity,
                [nameof(LogInPage.Onward)] = onward,
                [nameof(LogInPage.Complaint)] =
                    error?.Kind == ErrorKind.NotFound ? $"There is no account called {error.Id}." : error?.Message,
            });
    }
}
