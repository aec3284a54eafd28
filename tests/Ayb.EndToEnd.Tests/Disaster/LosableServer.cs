using System.Diagnostics;
using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;
using Ayb.Testing.S3;

namespace Ayb.EndToEnd.Tests.Disaster;

/// <summary>A server whose machine may be lost, with an S3 bucket that is not.</summary>
internal sealed class LosableServer : IAsyncDisposable
{
    private const string Folder = "~metadata/";

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly TestFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];

    private LosableServer(TestBucket bucket) => Bucket = bucket;

    public TestBucket Bucket { get; }

    public ServerProcess Process { get; private set; } = null!;

    public string Data => Path.Combine(_folder.Path, "ayb_data");

    private Dictionary<string, string?> RestoreEnvironment =>
        new(_environment.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))) { ["AYB__EMAIL__FILE__PATH"] = "./ayb_data/emails.jsonl" };

    public static async Task<LosableServer> StartAsync(MetadataEngine engine)
    {
        var server = new LosableServer(await S3Server.CreateBucketAsync());
        foreach (var (name, value) in server.Bucket.Settings)
        {
            server.Set(name, value!);
        }

        server.Set("rate_limits:changes_per_account", "off");
        server.Set("snapshots:automation:interval", "1s");
        server.Set("snapshots:automation:max_snapshots", "3");
        await server.UseAsync(engine);
        await server.RestartAsync();
        return server;
    }

    public void Set(string setting, string value) => _environment["AYB__" + setting.ToUpperInvariant().Replace(":", "__")] = value;

    /// <summary>Metadata is in an empty database from now on.</summary>
    public async Task UseAsync(MetadataEngine engine) => Set("database_url", await engine.CreateDatabaseAsync(Data));

    public async Task RestartAsync()
    {
        if (Process is not null)
        {
            await Process.DisposeAsync();
        }

        Process = await ServerProcess.StartAsync(new ServerProcessOptions(_folder.Path) { Environment = _environment });
    }

    /// <summary>Without a warning, with all that it had on its disk.</summary>
    public async Task LoseAsync()
    {
        await Process.KillAsync();
        await WorkerProcesses.GoneFromAsync(_folder);
        Directory.Delete(Data, recursive: true);
    }

    /// <summary>Runs <c>ayb server restore --from-snapshots</c>.</summary>
    public Task<ProcessRun> RestoreAsync(params string[] more) => ProcessRun.OfAsync(
        Executables.Ayb, _folder.Path, RestoreEnvironment, arguments: ["server", "restore", "--from-snapshots", .. more]);

    /// <summary>Starts it with what is there, for as long as it lives by itself.</summary>
    public Task<ProcessRun> RunAsync() =>
        ProcessRun.OfAsync(Executables.Ayb, _folder.Path, RestoreEnvironment, arguments: ["server"]);

    /// <summary>Restores it as far as it gets without some objects of the storage, and takes its life when it has printed a line that begins so.</summary>
    /// <param name="line">What is waited for.</param>
    /// <param name="stuckAt">How the keys of the objects begin that never arrive as a whole.</param>
    public async Task KillRestoreAsync(string line, string stuckAt)
    {
        await using var network = new StuckNetwork(S3Server.Endpoint, $"/{Bucket.Name}/{stuckAt}").Start();
        var start = new ProcessStartInfo(Executables.Ayb, ["server", "restore", "--from-snapshots"])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in RestoreEnvironment)
        {
            start.Environment[name] = value;
        }

        start.Environment["AYB__SNAPSHOTS__ENDPOINT_URL"] = network.Endpoint.ToString();
        using var restore = System.Diagnostics.Process.Start(start)!;
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            var said = "";
            while (!said.StartsWith(line, StringComparison.Ordinal))
            {
                said = await restore.StandardOutput.ReadLineAsync(deadline.Token) ?? throw new InvalidOperationException($"The restore never said {line}.");
            }
        }
        finally
        {
            restore.Kill();
        }

        await restore.WaitForExitAsync(deadline.Token);
        restore.ExitCode.Should().Be(128 + Signals.Kill, "it should have been killed in the middle");
        await WorkerProcesses.GoneFromAsync(_folder);
    }

    /// <summary>Goes on changing something until there are two more snapshots of the metadata: the second was begun after this call.</summary>
    /// <returns>Its key.</returns>
    public async Task<string> UntilMetadataIsKeptAsync(Account anybody)
    {
        var before = await MetadataKeysAsync();
        var seen = new HashSet<string>();
        using var deadline = new CancellationTokenSource(Deadline);
        for (var change = 0; seen.Count < 2; change++)
        {
            deadline.IsCancellationRequested.Should().BeFalse("it should be kept by now: {0}", Process.Output);
            (await Process.CallAsync(anybody, $"PATCH entity/{anybody.Entity}", $$"""{"location":"{{change}}"}""")).Should().StartWith("200");
            seen.UnionWith((await MetadataKeysAsync()).Except(before));
        }

        return seen.Max(StringComparer.Ordinal)!;
    }

    /// <summary>Waits for a line in the log that holds a text.</summary>
    public async Task UntilItSaysAsync(string text)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!Process.Output.Contains(text, StringComparison.Ordinal))
        {
            deadline.IsCancellationRequested.Should().BeFalse("it should say {0} by now: {1}", text, Process.Output);
            using var answer = await Process.Http.GetAsync(new Uri("/health", UriKind.Relative));
        }
    }

    public async Task<IReadOnlyList<string>> MetadataKeysAsync() =>
        [.. (await Bucket.KeysAsync()).Where(key => key.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        Bucket.Dispose();
        _folder.Dispose();
    }
}
