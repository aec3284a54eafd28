using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Microsoft.AspNetCore.Http;

namespace Ayb.Web;

/// <summary>Failures as people read them.</summary>
public static class ErrorPages
{
    /// <summary>Answers with a page of its own, for where no form can show the failure.</summary>
    public static Task ShowErrorAsync(this HttpResponse response, AybError error)
    {
        response.SetRetryAfter(error);
        return response.ShowAsync<ErrorPage>(
            ErrorResponse.Of(error.Kind).Status,
            new() { [nameof(ErrorPage.Heading)] = "That did not work", [nameof(ErrorPage.Message)] = error.Message });
    }

    internal static Task ShowAsync(HttpContext context, AybError error) => context.Response.ShowErrorAsync(error);
}
