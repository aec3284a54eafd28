using System.Text;
using Ayb.Querying.Protocol;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests.Fixtures;

/// <summary>A worker whose folder has two versions of a database: the one that it serves, and beside it an earlier one.</summary>
internal sealed class TwoVersions : IAsyncDisposable
{
    private const string Copy = "copy-1";

    private readonly TestFolder _folder;

    private TwoVersions(TestFolder folder, WorkerUnderTest worker) => (_folder, Worker) = (folder, worker);

    /// <summary>Serves the later one.</summary>
    public WorkerUnderTest Worker { get; }

    private string From => Path.Combine(_folder.Path, "from.sqlite");

    /// <summary>Both made elsewhere, with all that SQLite allows to those who ask for it.</summary>
    public static async Task<TwoVersions> MadeElsewhereAsync(string from, string to, WorkerLimits? limits = null)
    {
        var folder = Create();
        ForeignFile.Make(folder.Path, from);
        File.Move(ForeignFile.In(folder.Path), Path.Combine(folder.Path, "from.sqlite"));
        ForeignFile.Make(folder.Path, to);
        return new TwoVersions(folder, await WorkerUnderTest.StartAsync(folder.Path, limits));
    }

    /// <summary>Both made in the worker: first the earlier one, then the later one of it.</summary>
    public static async Task<TwoVersions> MadeByAsync(Func<WorkerUnderTest, Task> make, Func<WorkerUnderTest, Task> change)
    {
        var folder = Create();
        var versions = new TwoVersions(folder, await WorkerUnderTest.StartAsync(folder.Path));
        await make(versions.Worker);
        var copying = versions.Worker.NewQuery();
        await versions.Worker.SendAsync(new Frame(Copy.Length, copying.Id, FrameType.Copy, FrameMarks.None, 0), Encoding.ASCII.GetBytes(Copy));
        (await copying.FinishAsync()).Failure.Should().BeNull();
        File.Move(Path.Combine(folder.Path, Copy), versions.From);
        await change(versions.Worker);
        return versions;
    }

    public static Task<TwoVersions> MadeByAsync(string from, string change)
    {
        return MadeByAsync(worker => RunAsync(worker, from), worker => RunAsync(worker, change));

        static async Task RunAsync(WorkerUnderTest worker, string sql) => (await worker.QueryAsync(sql)).Message.Should().BeEmpty(sql);
    }

    public async Task<SentQuery> SendAsync(DiffFormat format, bool withRows = true)
    {
        var asked = Worker.NewQuery();
        await Worker.SendAsync(new Frame(0, asked.Id, FrameType.Diff, withRows ? FrameMarks.None : FrameMarks.Summary, (ushort)format));
        return asked;
    }

    public async Task<Answer> DiffAsync(DiffFormat format, bool withRows = true) => await (await SendAsync(format, withRows)).FinishAsync();

    /// <summary>What a tenant's script has made of the earlier version, as <see cref="Contents"/>.</summary>
    public async Task<IReadOnlyList<string>> ApplyAsync(byte[] script)
    {
        using var folder = Create();
        File.Copy(From, ForeignFile.In(folder.Path));
        await using var worker = await WorkerUnderTest.StartAsync(folder.Path);
        var applied = await worker.QueryAsync(script);
        applied.Message.Should().BeEmpty("this is to run as it is: {0}", Encoding.UTF8.GetString(script));
        return await Contents.ReadAsync(worker);
    }

    public async ValueTask DisposeAsync()
    {
        await Worker.DisposeAsync();
        _folder.Dispose();
    }

    private static TestFolder Create() => new();
}
