using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.CommandLine;

/// <summary>A server with alice, who has a private database <c>books</c>, and bob; and the built client beside it.</summary>
public sealed class ClientServer : IAsyncLifetime, IDisposable
{
    private readonly TestFolder _folder = new();
    private ServerProcess? _server;
    private Account? _alice;
    private Account? _bob;

    public string Url => _server!.Http.BaseAddress!.ToString().TrimEnd('/');

    public async Task InitializeAsync()
    {
        _server = await ServerProcess.StartAsync(_folder);
        _alice = await Account.RegisterAsync(_server, "alice");
        await _alice.CreateAsync("books");
        await _alice.QueryAsync("books", "CREATE TABLE book (title, pages INTEGER); INSERT INTO book VALUES ('Middlemarch', 880), (NULL, 1)");
        _bob = await Account.RegisterAsync(_server, "bob");
    }

    /// <summary>Runs <c>ayb client</c> with nothing saved.</summary>
    /// <param name="who"><c>alice</c>, <c>bob</c>, an API token, or nobody when it is empty.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="arguments">The command.</param>
    internal Task<ProcessRun> RunAsync(string who, string input, params string[] arguments) =>
        ProcessRun.OfAsync(Executables.Ayb, _folder.Path, Environment(who), input, ["client", .. arguments]);

    internal Dictionary<string, string?> Environment(string who) => new()
    {
        ["XDG_CONFIG_HOME"] = Path.Combine(_folder.Path, $"config-{Guid.NewGuid():N}"),
        ["AYB_SERVER_URL"] = Url,
        ["AYB_API_TOKEN"] = who switch { "alice" => _alice!.Token, "bob" => _bob!.Token, _ => who },
    };

    public async Task DisposeAsync() => await _server!.DisposeAsync();

    public void Dispose() => _folder.Dispose();
}
