using System.Net.Sockets;
using Ayb.Infrastructure;
using Ayb.Infrastructure.Configuration;
using Microsoft.AspNetCore.Connections;

namespace Ayb.Host;

internal static class ServerRun
{
    /// <summary>Serves until the process is told to stop.</summary>
    /// <exception cref="ConfigurationException">The server can't listen where it should.</exception>
    public static async Task RunToEndAsync(this WebApplication server)
    {
        try
        {
            await server.StartAsync();
        }
        catch (Exception exception) when (IsAboutListening(exception))
        {
            // Listening comes last: everything else has started, and must not go on while it is taken down.
            await server.StopAsync();
            throw CannotListen(server, exception);
        }

        await server.WaitForShutdownAsync();
    }

    private static bool IsAboutListening(Exception exception) =>
        exception is SocketException or IOException { InnerException: AddressInUseException };

    private static ConfigurationException CannotListen(WebApplication server, Exception exception)
    {
        var options = server.Services.GetRequiredService<ServerOptions>();
        return new ConfigurationException(
            $"Can't listen on port {options.Port} of {options.Host}: {exception.GetBaseException().Message}. Choose another host or port.", exception);
    }
}
