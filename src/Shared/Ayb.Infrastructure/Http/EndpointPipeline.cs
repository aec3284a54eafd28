using Ayb.Contracts;
using Ayb.Infrastructure.RateLimits;
using Microsoft.AspNetCore.Http;

namespace Ayb.Infrastructure.Http;

/// <summary>What happens around every endpoint: hold back who calls too often, find out who calls, and answer failures in one shape.</summary>
internal static class EndpointPipeline
{
    public static RequestDelegate Wrap(RequestDelegate endpoint, CallerRequirement requirement, EndpointLimits limits) => async context =>
    {
        try
        {
            var address = limits.AddressOf(context);
            var error = limits.Refuse(address);
            if (error is null && requirement != CallerRequirement.Anybody)
            {
                error = await Authentication.AuthenticateAsync(context, requirement, address) ?? limits.Refuse(context.Request.CallerOrNull());
            }

            if (error is not null)
            {
                await AnswerAsync(context, error);
                return;
            }

            await endpoint(context);
        }
        catch (Exception exception) when (CanAnswer(context))
        {
            await AnswerAsync(context, Failures.Describe(exception, context));
        }
    };

    public static Task NotThereAsync(HttpContext context) => context.Response.WriteErrorAsync(
        AybError.NotFound("endpoint", $"{context.Request.Method} {context.Request.Path}"));

    private static Task AnswerAsync(HttpContext context, AybError error) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ErrorAnswer>() is { } answer
            ? answer.WriteAsync(context, error)
            : context.Response.WriteErrorAsync(error);

    // A client that has left hears nothing, and an answer that has begun can only be cut off: the web server does both.
    private static bool CanAnswer(HttpContext context) =>
        !context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted;
}
