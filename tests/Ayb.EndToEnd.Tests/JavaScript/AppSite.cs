using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ayb.EndToEnd.Tests.JavaScript;

/// <summary>A site that has the client and its examples, at <c>localhost</c>: another site than <c>127.0.0.1</c>.</summary>
internal sealed class AppSite : IAsyncDisposable
{
    private readonly WebApplication _site;

    private AppSite(WebApplication site) => _site = site;

    public Uri Url => new($"http://localhost:{new Uri(_site.Urls.Single()).Port}");

    /// <param name="server">The server that the examples turn to, instead of the one that they name.</param>
    /// <param name="token">The token that stands in them.</param>
    public static async Task<AppSite> StartAsync(string server, string token)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = builder.Build();
        site.MapGet("/{**path}", (string path) => Answer(path, server, token));
        await site.StartAsync();
        return new AppSite(site);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private static IResult Answer(string path, string server, string token)
    {
        var file = Path.Combine(ClientPackage.Folder, path);
        if (!File.Exists(file))
        {
            return Results.NotFound();
        }

        var type = Path.GetExtension(file) == ".js" ? "text/javascript; charset=utf-8" : "text/html; charset=utf-8";
        return Results.Text(File.ReadAllText(file).Replace("http://127.0.0.1:5433", server).Replace("ayb_…", token), type);
    }
}
