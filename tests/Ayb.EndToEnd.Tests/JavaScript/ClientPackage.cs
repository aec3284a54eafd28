using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.JavaScript;

/// <summary>The JavaScript client with its tools, and a server with ada, who has databases, and bob, who may read them.</summary>
public sealed class ClientPackage : IAsyncLifetime, IDisposable
{
    private readonly TestFolder _folder = new();
    private ServerProcess? _server;
    private Account? _ada;
    private Account? _bob;

    /// <summary>The folder of the client.</summary>
    public static string Folder { get; } = Path.Combine(Executables.Repository, "src", "Clients", "javascript");

    /// <summary>The files that hold its tests, from its folder.</summary>
    public static IReadOnlyList<string> TestFiles { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Folder, "test"), "*.test.js", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal),
    ];

    public async Task InitializeAsync()
    {
        var install = await ProcessRun.OfAsync("npm", Folder, arguments: ["ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"]);
        install.ExitCode.Should().Be(0, install.Error);
        _server = await ServerProcess.StartAsync(_folder);
        _ada = await Account.RegisterAsync(_server, "ada");
        _bob = await Account.RegisterAsync(_server, "bob");
    }

    /// <summary>Runs the tests of a file, which gets a database of its own.</summary>
    public async Task<ProcessRun> TestAsync(string file)
    {
        var database = Path.GetFileName(file);
        await _ada!.CreateAsync(database);
        await _server!.CallAsync(
            _ada, $"POST ada/{database}/share", body: null, "entity-for-permission: bob", "sharing-level: read-only");
        return await ProcessRun.OfAsync(
            "node",
            Folder,
            new Dictionary<string, string?>
            {
                ["AYB_TEST_DATABASE"] = $"{_server!.Http.BaseAddress}v1/ada/{database}",
                ["AYB_TEST_TOKEN"] = _ada.Token,
                ["AYB_TEST_READER_TOKEN"] = _bob!.Token,
            },
            arguments: ["--test", "--test-reporter=tap", file]);
    }

    public async Task DisposeAsync() => await _server!.DisposeAsync();

    public void Dispose() => _folder.Dispose();
}
