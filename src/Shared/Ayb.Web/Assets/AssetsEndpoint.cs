using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Carter;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ayb.Web;

internal sealed class AssetsEndpoint : CarterModule, IWebEndpoint
{
    public AssetsEndpoint() => Get("/assets/{name}", AnswerAsync).AtRoot().Anybody();

    private static Task AnswerAsync(HttpRequest request, HttpResponse response)
    {
        if (Asset.Find((string)request.HttpContext.GetRouteValue("name")!) is not { } asset)
        {
            return response.WriteErrorAsync(AybError.NotFound("endpoint", $"{request.Method} {request.Path}"));
        }

        response.ContentType = asset.ContentType;
        response.ContentLength = asset.Content.Length;
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        return response.Body.WriteAsync(asset.Content, request.HttpContext.RequestAborted).AsTask();
    }
}
