using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Fixtures;

/// <summary>A server, where two live who do not know each other.</summary>
public sealed class Street : IAsyncLifetime, IDisposable
{
    private readonly TestFolder _folder = new();
    private ServerProcess? _server;

    /// <summary>Whose database is <c>lair</c>.</summary>
    internal Account Attacker { get; private set; } = null!;

    /// <summary>Whose database is <c>home</c>, with one row.</summary>
    internal Account Neighbour { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _server = await ServerProcess.StartAsync(_folder);
        Attacker = await Account.RegisterAsync(_server, "mallory");
        await Attacker.CreateAsync("lair");
        Neighbour = await Account.RegisterAsync(_server, "ada");
        await Neighbour.CreateAsync("home");
        await Neighbour.QueryAsync("home", "CREATE TABLE t(id INTEGER PRIMARY KEY, a); INSERT INTO t VALUES(7, 'seven')");
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    public void Dispose() => _folder.Dispose();
}
