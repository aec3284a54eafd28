using System.Reflection;
using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Ayb.Host;

internal static class ServerMap
{
    /// <summary>Everything the server answers to.</summary>
    public static void MapServer(this WebApplication server)
    {
        server.UseStatusCodePages(context => NothingHereAsync(context.HttpContext));
        server.UseRouting();
        server.UseCors();
        server.MapMethods("/health", ["GET", "HEAD"], HealthAsync).Anybody();
        server.MapAyb("/v1");
        server.Lifetime.ApplicationStarted.Register(() => SayWhere(server));
    }

    private static Task HealthAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync("""{"status":"ok"}"""u8.ToArray(), context.RequestAborted).AsTask();
    }

    /// <summary>What the framework leaves without a body.</summary>
    private static Task NothingHereAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => context.Response.WriteErrorAsync(
            AybError.NotFound("endpoint", $"{context.Request.Method} {context.Request.Path}")),
        StatusCodes.Status405MethodNotAllowed => context.Response.WriteErrorAsync(
            new AybError(ErrorKind.MethodNotAllowed, $"{context.Request.Path} does not take {context.Request.Method}.")),
        _ => Task.CompletedTask,
    };

    private static void SayWhere(WebApplication server)
    {
        var version = typeof(ServerMap).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        foreach (var address in server.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses)
        {
            Log.Listening(server.Logger, version.Split('+')[0], address);
        }
    }
}
