using System.Text.Json;
using System.Text.RegularExpressions;
using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;
using Ayb.Testing.S3;

namespace Ayb.EndToEnd.Tests.Snapshots;

/// <summary>A server that keeps snapshots, with marcua's database <c>books</c>, and the built client beside it.</summary>
internal sealed partial class SnapshotServer : IAsyncDisposable
{
    public const string S3 = "S3";
    public const string Folder = "a folder";

    private const string Prefix = "some/prefix";

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly TestFolder _folder = new();
    private readonly TestBucket? _bucket;
    private readonly Dictionary<string, string> _environment = [];

    private SnapshotServer(TestBucket? bucket) => _bucket = bucket;

    private string DataPath => Path.Combine(_folder.Path, "ayb_data");

    private string ObjectsPath => Path.Combine(_folder.Path, "objects");

    /// <summary>Where uploads to a folder wait for their end.</summary>
    private string UnfinishedPath => Path.Combine(ObjectsPath, "#unfinished");

    public bool IsInFolder => _bucket is null;

    public ServerProcess Process { get; private set; } = null!;

    public Account Marcua { get; private set; } = null!;

    /// <param name="kind">Where snapshots are kept.</param>
    /// <param name="interval">Of the automatic ones, of which 2 are kept; <c>null</c> for none.</param>
    /// <param name="gracePeriod">Of deleted databases.</param>
    public static async Task<SnapshotServer> StartAsync(string kind, string? interval = null, string? gracePeriod = null)
    {
        var server = new SnapshotServer(kind == S3 ? await S3Server.CreateBucketAsync() : null);
        var settings = server._bucket?.Settings ?? new Dictionary<string, string?> { ["snapshots:file:path"] = server.ObjectsPath };
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

        // What a killed server leaves there is to go with the test.
        server._environment["TMPDIR"] = Directory.CreateDirectory(Path.Combine(server._folder.Path, "tmp")).FullName;
        server._environment["AYB__RATE_LIMITS__QUERIES_PER_ACCOUNT"] = "off";
        server._environment["AYB__LIMITS__SESSION_IDLE"] = "30s";
        server._environment["AYB__RATE_LIMITS__REQUESTS_PER_ADDRESS"] = "off";
        server.Process = await ServerProcess.StartAsync(server.Options);
        server.Marcua = await Account.RegisterAsync(server.Process, "marcua");
        await server.Marcua.CreateAsync("books");
        return server;
    }

    private ServerProcessOptions Options => new(_folder.Path) { Environment = _environment };

    /// <summary>Runs <c>ayb client</c> as marcua.</summary>
    public Task<ProcessRun> RunAsync(params string[] arguments) => RunWithInputAsync("", arguments);

    /// <param name="input">Its standard input.</param>
    /// <param name="arguments">The command.</param>
    public Task<ProcessRun> RunWithInputAsync(string input, params string[] arguments) => ProcessRun.OfAsync(
        Executables.Ayb,
        _folder.Path,
        new Dictionary<string, string?>
        {
            ["XDG_CONFIG_HOME"] = Path.Combine(_folder.Path, "config"),
            ["AYB_SERVER_URL"] = Process.Http.BaseAddress!.ToString().TrimEnd('/'),
            ["AYB_API_TOKEN"] = Marcua.Token,
        },
        input,
        ["client", .. arguments]);

    /// <returns>What it prints.</returns>
    public async Task<string> DoAsync(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        run.Should().BeEquivalentTo(new { ExitCode = 0, Error = "" }, string.Join(' ', arguments));
        return run.Output;
    }

    /// <summary>All that is listed of a database, newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(string database = "books")
    {
        var answer = await Process.CallAsync(Marcua, $"GET marcua/{database}/snapshots");
        answer.Should().StartWith("200 ");
        return [.. JsonElement.Parse(answer[4..]).GetProperty("snapshots").EnumerateArray()];
    }

    /// <summary>Asks again and again, until it is so.</summary>
    public async Task<IReadOnlyList<JsonElement>> UntilListedAsync(Func<IReadOnlyList<JsonElement>, bool> isSo, string database = "books")
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (true)
        {
            var listed = await ListAsync(database);
            if (isSo(listed))
            {
                return listed;
            }

            deadline.IsCancellationRequested.Should().BeFalse("it should be so by now, and is: {0}\n{1}", string.Join('\n', listed), Process.Output);
        }
    }

    /// <summary>The snapshots of marcua's databases that are kept, by their ids. There is nothing else in the storage.</summary>
    public async Task<IReadOnlyList<string>> ObjectsAsync()
    {
        var folder = $"{Prefix}/marcua/";
        var keys = _bucket is not null ? await _bucket.KeysAsync() : FilesBelow(ObjectsPath, Prefix);
        keys = [.. keys.Where(key => !key.StartsWith($"{Prefix}/~metadata/", StringComparison.Ordinal))];
        keys.Where(key => !key.StartsWith(folder, StringComparison.Ordinal) || key.Count(letter => letter == '/') != folder.Count(letter => letter == '/') + 1)
            .Should().BeEmpty();
        return [.. keys.Select(key => key.Split('/')[^1])];
    }

    /// <summary>What has been begun in the storage and has neither been completed nor taken back.</summary>
    public async Task<IReadOnlyList<string>> UnfinishedAsync() =>
        _bucket is not null ? await _bucket.UploadsAsync() : FilesBelow(UnfinishedPath, "");

    /// <summary>
    /// Waits until every object is listed, and nothing is unfinished. What a kill has left is set right at the next start, if it is old
    /// enough by then.
    /// </summary>
    /// <param name="unreachable">The ids of snapshots that are kept, though nobody can list them.</param>
    /// <param name="databases">Whose snapshots are listed.</param>
    public async Task UntilTidyAsync(IReadOnlyList<string> unreachable, params string[] databases)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (true)
        {
            var (objects, unfinished) = (await ObjectsAsync(), await UnfinishedAsync());
            var listed = unreachable.ToList();
            foreach (var database in databases)
            {
                listed.AddRange((await ListAsync(database)).Select(snapshot => snapshot.GetProperty("snapshot_id").GetString()!));
            }

            // Databases may have the same one each.
            var missing = objects.ToList();
            listed.ForEach(id => missing.Remove(id));
            if (unfinished.Count == 0 && missing.Count == 0)
            {
                return;
            }

            deadline.IsCancellationRequested.Should().BeFalse(
                "{0} are not listed, and {1} are unfinished\n{2}", string.Join(" ", missing), string.Join(" ", unfinished), Process.Output);
        }
    }

    /// <summary>Objects of a bucket can't be made old: those that are not listed say at least what tidying up asks them for.</summary>
    public async Task UnlistedObjectsCanBeAdoptedAsync(string database)
    {
        var listed = (await ListAsync(database)).Select(snapshot => snapshot.GetProperty("snapshot_id").GetString()!);
        foreach (var id in (await ObjectsAsync()).Except(listed))
        {
            (await _bucket!.MetadataAsync($"{Prefix}/marcua/{database}/{id}")).Should().Contain(["database-id", "sha256"], id);
        }

        (await UnfinishedAsync()).Should().NotContain(upload => !upload.StartsWith($"{Prefix}/marcua/{database}/", StringComparison.Ordinal));
    }

    /// <summary>It is killed, and what it has left in the folder of snapshots is old enough at the next start to be tidied up.</summary>
    public async Task ReturnAfterDaysAsync()
    {
        await Process.KillAsync();
        Age();
        await RestartAsync();
    }

    public async Task KillAndRestartAsync()
    {
        await Process.KillAsync();
        await RestartAsync();
    }

    /// <summary>Starts it anew after its end.</summary>
    public async Task RestartAsync()
    {
        await Process.DisposeAsync();
        Process = await ServerProcess.StartAsync(Options);
        Marcua = Marcua with { Server = Process };
    }

    /// <summary>The processes that serve its databases, and those that work beside them.</summary>
    public IReadOnlyList<int> Workers => WorkerProcesses.In(_folder.Path);

    public string[] DatabaseFolders => [.. Directory.GetDirectories(Path.Combine(DataPath, "databases")).Select(path => Path.GetFileName(path)!)];

    /// <summary>The earlier versions that are unpacked.</summary>
    public string[] VersionFolders
    {
        get
        {
            var root = Path.Combine(DataPath, "versions");
            return Directory.Exists(root) ? [.. Directory.GetDirectories(root).Select(path => Path.GetFileName(path)!)] : [];
        }
    }

    /// <summary>Waits until the last states of databases that were written to while they were replaced are snapshots.</summary>
    public void UntilKept() => SpinWait.SpinUntil(() => !DatabaseFolders.Any(folder => folder.Contains(".unkept-", StringComparison.Ordinal)), Deadline)
        .Should().BeTrue("what was replaced should be stored by now\n{0}", Process.Output);

    public string[] FilesOf(string databaseFolder) =>
        [.. Directory.GetFiles(Path.Combine(DataPath, "databases", databaseFolder)).Select(path => Path.GetFileName(path)!)];

    /// <summary>Waits until nothing lies around: a server that takes snapshots by itself always writes something for a moment.</summary>
    public void UntilNothingIsStray() => SpinWait.SpinUntil(() => StrayFiles().Count == 0, Deadline)
        .Should().BeTrue("{0} should be gone by now\n{1}", string.Join(' ', StrayFiles()), Process.Output);

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _bucket?.Dispose();
        _folder.Dispose();
    }

    /// <summary>What lies in the server's data without being its own metadata or an open database.</summary>
    private IReadOnlyList<string> StrayFiles() => [.. FilesBelow(DataPath, "").Where(file => !Expected.IsMatch(file))];

    private void Age()
    {
        var longAgo = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2);
        foreach (var file in FilesBelow(ObjectsPath, ""))
        {
            File.SetLastWriteTimeUtc(Path.Combine(ObjectsPath, file), longAgo);
        }
    }

    private static string[] FilesBelow(string root, string folder)
    {
        var path = Path.Combine(root, folder);
        return Directory.Exists(path)
            ? [.. Directory.GetFiles(path, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file))]
            : [];
    }

    [GeneratedRegex(@"^(ayb\.sqlite(-wal|-shm|\.lock)?|server\.lock|fernet_key|emails\.jsonl|databases/[0-9a-f]{32}/(database\.sqlite(-wal|-shm)?|worker\.lock))$")]
    private static partial Regex Expected { get; }
}
