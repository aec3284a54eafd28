using Ayb.Cli.Tests.Fixtures;

namespace Ayb.Cli.Tests.Client;

/// <summary>A server, and somebody who is logged in to it.</summary>
public abstract class ClientScenario : IDisposable
{
    private readonly TemporaryFolder _home = new();

    private protected ClientScenario()
    {
        Ayb = new CommandRun(_home)
        {
            Environment = { ["AYB_SERVER_URL"] = Server.Url, ["AYB_API_TOKEN"] = "ayb_short_secret" },
        };
    }

    private protected CannedServer Server { get; } = new();

    private protected CommandRun Ayb { get; }

    private protected ReceivedRequest OnlyRequest => Server.Requests.Should().ContainSingle().Subject;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        Server.Dispose();
        _home.Dispose();
    }
}
