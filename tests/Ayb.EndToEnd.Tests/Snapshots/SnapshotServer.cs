using System.Text.Json;
using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;
using Ayb.Testing.S3;

namespace Ayb.EndToEnd.Tests.Snapshots;

/// <summary>A server that keeps snapshots, with marcua's database <c>books</c>, and the built client beside it.</summary>
internal sealed class SnapshotServer : IAsyncDisposable
{
    public const string S3 = "S3";
    public const string Folder = "a folder";

    private const string Prefix = "some/prefix";

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly TestFolder _folder = new();
    private readonly TestBucket? _bucket;
    private readonly Dictionary<string, string> _environment = [];

    private SnapshotServer(TestBucket? bucket) => _bucket = bucket;

    public ServerProcess Process { get; private set; } = null!;

    public Account Marcua { get; private set; } = null!;

    /// <param name="kind">Where snapshots are kept.</param>
    /// <param name="interval">Of the automatic ones, of which 2 are kept; <c>null</c> for none.</param>
    /// <param name="gracePeriod">Of deleted databases.</param>
    public static async Task<SnapshotServer> StartAsync(string kind, string? interval = null, string? gracePeriod = null)
    {
        var server = new SnapshotServer(kind == S3 ? await S3Server.CreateBucketAsync() : null);
        var settings = server._bucket?.Settings ?? new Dictionary<string, string?> { ["snapshots:file:path"] = Path.Combine(server._folder.Path, "objects") };
        settings["snapshots:path_prefix"] = Prefix;
        settings["snapshots:max_manual"] = "10000";
        if (interval is not null)
        {
            settings["snapshots:automation:interval"] = interval;
            settings["snapshots:automation:max_snapshots"] = "2";
        }

        if (gracePeriod is not null)
        {
            settings["databases:grace_period"] = gracePeriod;
        }

        foreach (var (name, value) in settings)
        {
            server._environment["AYB__" + name.ToUpperInvariant().Replace(":", "__")] = value!;
        }

        server.Process = await ServerProcess.StartAsync(server.Options);
        server.Marcua = await Account.RegisterAsync(server.Process, "marcua");
        await server.Marcua.CreateAsync("books");
        return server;
    }

    private ServerProcessOptions Options => new(_folder.Path) { Environment = _environment };

    /// <summary>Runs <c>ayb client</c> as marcua.</summary>
    public Task<ProcessRun> RunAsync(params string[] arguments) => ProcessRun.OfAsync(
        Executables.Ayb,
        _folder.Path,
        new Dictionary<string, string?>
        {
            ["XDG_CONFIG_HOME"] = Path.Combine(_folder.Path, "config"),
            ["AYB_SERVER_URL"] = Process.Http.BaseAddress!.ToString().TrimEnd('/'),
            ["AYB_API_TOKEN"] = Marcua.Token,
        },
        "",
        ["client", .. arguments]);

    /// <returns>What it prints.</returns>
    public async Task<string> DoAsync(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        run.Should().BeEquivalentTo(new { ExitCode = 0, Error = "" }, string.Join(' ', arguments));
        return run.Output;
    }

    /// <summary>All that is listed, newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> ListAsync()
    {
        var answer = await Process.CallAsync(Marcua, "GET marcua/books/snapshots");
        answer.Should().StartWith("200 ");
        return [.. JsonElement.Parse(answer[4..]).GetProperty("snapshots").EnumerateArray()];
    }

    /// <summary>Asks again and again, until it is so.</summary>
    public async Task<IReadOnlyList<JsonElement>> UntilListedAsync(Func<IReadOnlyList<JsonElement>, bool> isSo)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (true)
        {
            var listed = await ListAsync();
            if (isSo(listed))
            {
                return listed;
            }

            deadline.IsCancellationRequested.Should().BeFalse("it should be so by now, and is: {0}\n{1}", string.Join('\n', listed), Process.Output);
        }
    }

    /// <summary>The snapshots of <c>books</c> that are kept, by their ids.</summary>
    public async Task<IReadOnlyList<string>> ObjectsAsync()
    {
        var folder = $"{Prefix}/marcua/books/";
        var root = Path.Combine(_folder.Path, "objects");
        var keys = _bucket is not null
            ? await _bucket.KeysAsync()
            : [.. Directory.GetFiles(Path.Combine(root, Prefix), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file))];
        keys = [.. keys.Where(key => !key.StartsWith($"{Prefix}/~metadata/", StringComparison.Ordinal))];
        keys.Where(key => !key.StartsWith(folder, StringComparison.Ordinal)).Should().BeEmpty();
        return [.. keys.Select(key => key[folder.Length..])];
    }

    public async Task KillAndRestartAsync()
    {
        await Process.KillAsync();
        await Process.DisposeAsync();
        Process = await ServerProcess.StartAsync(Options);
        Marcua = Marcua with { Server = Process };
    }

    public string[] DatabaseFolders => [.. Directory.GetDirectories(Path.Combine(_folder.Path, "ayb_data", "databases")).Select(path => Path.GetFileName(path)!)];

    /// <summary>The earlier versions that are unpacked.</summary>
    public string[] VersionFolders
    {
        get
        {
            var root = Path.Combine(_folder.Path, "ayb_data", "versions");
            return Directory.Exists(root) ? [.. Directory.GetDirectories(root).Select(path => Path.GetFileName(path)!)] : [];
        }
    }

    public string[] FilesOf(string databaseFolder) =>
        [.. Directory.GetFiles(Path.Combine(_folder.Path, "ayb_data", "databases", databaseFolder)).Select(path => Path.GetFileName(path)!)];

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _bucket?.Dispose();
        _folder.Dispose();
    }
}
