using System.Text;
using Ayb.Querying.Protocol;

namespace Ayb.Querying.Worker.Tests.Fixtures;

/// <summary>Work on whole files, as the host asks for it.</summary>
internal static class WholeFiles
{
    public static Task<Answer> CopyAsync(this WorkerUnderTest worker, string name, bool isForOthers) =>
        worker.AskAsync(FrameType.Copy, name, isForOthers ? FrameMarks.ForOthers : FrameMarks.None);

    public static Task<Answer> CheckAsync(this WorkerUnderTest worker, string name) => worker.AskAsync(FrameType.Check, name);

    public static Task<Answer> DumpAsync(this WorkerUnderTest worker, DumpPart part = DumpPart.Sql, string table = "") =>
        worker.AskAsync(FrameType.Dump, table, detail: (ushort)part);

    /// <summary>Loads a file that the folder of the worker gets for it.</summary>
    public static async Task<Answer> LoadAsync(this WorkerUnderTest worker, byte[] content, LoadMode mode, string target)
    {
        await File.WriteAllBytesAsync(Path.Combine(worker.Folder, "sent"), content);
        return await worker.AskAsync(FrameType.Load, $"sent\0{target}", detail: (ushort)mode);
    }

    public static Task<Answer> ScriptAsync(this WorkerUnderTest worker, string script) => worker.ScriptAsync(Encoding.UTF8.GetBytes(script));

    public static Task<Answer> ScriptAsync(this WorkerUnderTest worker, byte[] script) => worker.LoadAsync(script, LoadMode.Script, "made");

    public static Task<Answer> CsvAsync(this WorkerUnderTest worker, string csv, string table = "t", LoadMode mode = LoadMode.NewTable) =>
        worker.LoadAsync(Encoding.UTF8.GetBytes(csv), mode, table);

    public static LoadedRows Rows(this Answer answer) =>
        answer.Failure is null ? LoadedRows.Read(answer.Bytes) : throw new InvalidOperationException(answer.ToString());

    public static string Text(this Answer answer) => answer.Json;

    /// <summary>A worker on a file of another's folder.</summary>
    public static Task<WorkerUnderTest> ServeAsync(this WorkerUnderTest worker, string name, string folder)
    {
        File.Copy(Path.Combine(worker.Folder, name), ForeignFile.In(folder));
        return WorkerUnderTest.StartAsync(folder);
    }

    public static async Task<Answer> AskAsync(
        this WorkerUnderTest worker, FrameType type, string payload, FrameMarks marks = FrameMarks.None, ushort detail = 0) =>
        await (await worker.SendAsync(type, payload, marks, detail)).FinishAsync();

    /// <summary>Asks, and leaves the answer to be taken.</summary>
    public static async Task<SentQuery> SendAsync(
        this WorkerUnderTest worker, FrameType type, string payload, FrameMarks marks = FrameMarks.None, ushort detail = 0)
    {
        var asked = worker.NewQuery();
        var bytes = Encoding.UTF8.GetBytes(payload);
        await worker.SendAsync(new Frame(bytes.Length, asked.Id, type, marks, detail), bytes);
        return asked;
    }
}
