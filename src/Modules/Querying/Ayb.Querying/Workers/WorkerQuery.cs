using System.Text;
using Ayb.Contracts;
using Ayb.Querying.Protocol;

namespace Ayb.Querying.Workers;

/// <summary>What a worker is asked for.</summary>
/// <param name="Session">The session that it belongs to, or 0.</param>
/// <param name="Marks">Who asks, and how the body is to be read.</param>
/// <param name="Format">How the answer is to be written.</param>
/// <param name="Body">SQL in UTF-8, or a JSON request.</param>
internal readonly record struct WorkerQuery(uint Session, FrameMarks Marks, AnswerFormat Format, ReadOnlyMemory<byte> Body)
{
    public FrameType Type { get; private init; } = FrameType.Query;

    /// <summary>Of the frame, for what is no query.</summary>
    public ushort Detail { get; private init; }

    /// <summary>A body that is not small, instead of the other. Whoever sends it gives it back.</summary>
    public LargeBody? Large { get; init; }

    /// <summary>Who asks, if they may only read.</summary>
    public EntityId? Reader { get; init; }

    public int Length => Frame.SessionSize + (Large?.Length ?? Body.Length);

    /// <summary>Nothing is to be run but a session to be opened, whose answer lasts as long as it does.</summary>
    public static WorkerQuery OpenSession(FrameMarks marks) => new(0, marks, AnswerFormat.Json, default) { Type = FrameType.OpenSession };

    /// <summary>A copy of the database.</summary>
    /// <param name="name">The file that it goes to, in the database's folder.</param>
    /// <param name="isForOthers">Nothing that was deleted may be in it.</param>
    public static WorkerQuery Copy(string name, bool isForOthers = false) =>
        Work(FrameType.Copy, Encoding.ASCII.GetBytes(name), isForOthers ? FrameMarks.ForOthers : FrameMarks.None);

    /// <summary>A look through the whole file.</summary>
    public static WorkerQuery Check() => Work(FrameType.Check);

    /// <summary>A look through a file that somebody has sent.</summary>
    /// <param name="name">In the database's folder.</param>
    public static WorkerQuery Check(string name) => Work(FrameType.Check, Encoding.ASCII.GetBytes(name));

    /// <param name="part">What of the database is to be written.</param>
    /// <param name="table">Whose rows; only for <see cref="DumpPart.Csv"/>.</param>
    public static WorkerQuery Dump(DumpPart part, string table = "") =>
        Work(FrameType.Dump, Encoding.UTF8.GetBytes(table)) with { Detail = (ushort)part };

    /// <param name="mode">What becomes of the file.</param>
    /// <param name="name">The file, in the database's folder.</param>
    /// <param name="target">The table that it becomes, or the new file.</param>
    public static WorkerQuery Load(LoadMode mode, string name, string target) =>
        Work(FrameType.Load, Encoding.UTF8.GetBytes($"{name}\0{target}")) with { Detail = (ushort)mode };

    /// <summary>What differs between the database and an earlier version of it, which is in a file beside it.</summary>
    /// <param name="format">How it is to be written.</param>
    /// <param name="withRows">Each row, and not only how many.</param>
    public static WorkerQuery Diff(DiffFormat format, bool withRows) => Work(FrameType.Diff) with
    {
        Marks = withRows ? FrameMarks.None : FrameMarks.Summary,
        Detail = (ushort)format,
    };

    private static WorkerQuery Work(FrameType type, ReadOnlyMemory<byte> payload = default, FrameMarks marks = FrameMarks.None) =>
        new(0, marks, AnswerFormat.Json, payload) { Type = type };
}
