using System.Net;
using Ayb.Infrastructure;
using Ayb.Infrastructure.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Net.Http.Headers;
using Serilog;
using Serilog.Events;

namespace Ayb.Host;

internal static class BuilderExtensions
{
    /// <summary>What endpoints with small bodies take at the most; those with larger ones raise it for themselves.</summary>
    private const long MaxBodyBytes = 1 << 20;

    /// <summary>How much of what a client sends the web server holds before somebody reads it, for each connection.</summary>
    private const long UnreadBytes = 128 << 10;

    /// <summary>
    /// In bytes a second, on average since the body began: half of what a modem of 56 kbit/s sends. It ends the body of the longest
    /// request within 80 minutes, and others accordingly sooner.
    /// </summary>
    private static readonly MinDataRate SlowestBody = new(bytesPerSecond: 3500, gracePeriod: TimeSpan.FromSeconds(10));

    private const string LogFormat = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level:u3} {Message:lj} {RequestId}{NewLine}{Exception}";

    /// <summary>How long requests that are under way may go on once the server is told to stop.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    /// <param name="builder">Of the server.</param>
    /// <param name="least">What is not worth mentioning is below.</param>
    public static void AddConsoleLog(this WebApplicationBuilder builder, LogEventLevel least) =>
        builder.Logging.AddSerilog(
            new LoggerConfiguration()
                .MinimumLevel.Is(least)
                .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                .MinimumLevel.Override("Carter", LogEventLevel.Warning)

                // A start that fails is told once, in a sentence, and not also with a stack trace.
                .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
                .Enrich.FromLogContext()
                .WriteTo.Console(outputTemplate: LogFormat, formatProvider: null)
                .CreateLogger(),
            dispose: true);

    public static IServiceCollection AddCors(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.ReadSettings<CorsOptions>("cors");
        return services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(options.Origin)
            .AllowAnyHeader()
            .AllowAnyMethod()
            .WithExposedHeaders(HeaderNames.RetryAfter, HeaderNames.ContentDisposition, "Repr-Digest", "Safety-Snapshot")
            .SetPreflightMaxAge(TimeSpan.FromSeconds(7200))));
    }

    public static void AddKestrel(this WebApplicationBuilder builder)
    {
        builder.Services.AddRouting();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Farewell);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel((_, kestrel) =>
        {
            var server = kestrel.ApplicationServices.GetRequiredService<ServerOptions>();
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.MaxRequestBufferSize = UnreadBytes;
            kestrel.Limits.MinRequestBodyDataRate = SlowestBody;
            if (IPAddress.TryParse(server.Host, out var address))
            {
                kestrel.Listen(address, server.Port);
            }
            else if (server.Port == 0)
            {
                // The two addresses of localhost would get different free ports.
                kestrel.Listen(IPAddress.Loopback, server.Port);
            }
            else
            {
                kestrel.ListenLocalhost(server.Port);
            }
        });
    }
}
