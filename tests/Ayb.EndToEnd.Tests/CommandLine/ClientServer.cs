using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.CommandLine;

/// <summary>A server with alice, who has a private database <c>books</c>, bob and dave; and the built client beside it.</summary>
public sealed class ClientServer : IAsyncLifetime, IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Dictionary<string, string> _tokens = [];
    private ServerProcess? _server;

    public string Url => _server!.Http.BaseAddress!.ToString().TrimEnd('/');

    public async Task InitializeAsync()
    {
        _server = await ServerProcess.StartAsync(_folder);
        var alice = await RegisterAsync("alice");
        await alice.CreateAsync("books");
        await alice.QueryAsync("books", "CREATE TABLE book (title, pages INTEGER); INSERT INTO book VALUES ('Middlemarch', 880), (NULL, 1)");
        await RegisterAsync("bob");
        await RegisterAsync("dave");
    }

    /// <summary>Runs <c>ayb client</c> with nothing saved.</summary>
    /// <param name="who"><c>alice</c>, <c>bob</c>, <c>dave</c>, an API token, or nobody when it is empty.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="arguments">The command.</param>
    internal Task<ProcessRun> RunAsync(string who, string input, params string[] arguments) =>
        ProcessRun.OfAsync(Executables.Ayb, _folder.Path, Environment(who), input, ["client", .. arguments]);

    internal Dictionary<string, string?> Environment(string who) => new()
    {
        ["XDG_CONFIG_HOME"] = Path.Combine(_folder.Path, $"config-{Guid.NewGuid():N}"),
        ["AYB_SERVER_URL"] = Url,
        ["AYB_API_TOKEN"] = _tokens.GetValueOrDefault(who, who),
    };

    public async Task DisposeAsync() => await _server!.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    private async Task<Account> RegisterAsync(string entity)
    {
        var account = await Account.RegisterAsync(_server!, entity);
        _tokens[entity] = account.Token;
        return account;
    }
}
