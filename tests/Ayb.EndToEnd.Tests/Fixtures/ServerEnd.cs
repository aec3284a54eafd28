using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Fixtures;

/// <summary>The ways in which a server ends.</summary>
public enum ServerEnd
{
    ToldToStop,
    InterruptedWithItsWorkers,
    Killed,
}

internal static class ServerEnds
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Ends a server; one that was not killed says by its exit code that all is well.</summary>
    public static async Task OfAsync(this ServerEnd end, ServerProcess server)
    {
        switch (end)
        {
            case ServerEnd.ToldToStop:
                (await server.StopAsync().WaitAsync(Deadline)).Should().Be(0, server.Output);
                break;
            case ServerEnd.InterruptedWithItsWorkers:
                (await server.InterruptGroupAsync().WaitAsync(Deadline)).Should().Be(0, server.Output);
                break;
            default:
                await server.KillAsync();
                break;
        }
    }
}
