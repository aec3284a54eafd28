using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ayb.Web;

/// <summary>How endpoints answer with pages.</summary>
public static class PageResponse
{
    /// <summary>Renders a page on the server, once; nothing of it lives on.</summary>
    /// <param name="response">Where to.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="parameters">The page's parameters by name.</param>
    /// <param name="formTarget">An origin that the page's form may lead to beside this server, by a redirect.</param>
    public static async Task ShowAsync<TPage>(
        this HttpResponse response, int status, Dictionary<string, object?> parameters, string? formTarget = null)
        where TPage : IComponent
    {
        var services = response.HttpContext.RequestServices;
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var page = await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters));
            return page.ToHtmlString();
        });

        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        Protect(response.Headers, formTarget);
        await response.WriteAsync(html, Encoding.UTF8, response.HttpContext.RequestAborted);
    }

    /// <summary>Sends the browser on by GET, also after a POST.</summary>
    public static void GoTo(this HttpResponse response, string path)
    {
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = path;
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }

    private static void Protect(IHeaderDictionary headers, string? formTarget)
    {
        // Browsers hold form-action also against the redirect that answers a form.
        var targets = formTarget is null ? "'self'" : $"'self' {formTarget}";
        headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; img-src 'self'; "
            + $"form-action {targets}; frame-ancestors 'none'; base-uri 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
    }
}
