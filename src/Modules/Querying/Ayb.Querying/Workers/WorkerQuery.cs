using System.Text;
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

    /// <summary>A body that is not small, instead of the other. Whoever sends it gives it back.</summary>
    public LargeBody? Large { get; init; }

    public int Length => Frame.SessionSize + (Large?.Length ?? Body.Length);

    /// <summary>Nothing is to be run but a session to be opened, whose answer lasts as long as it does.</summary>
    public static WorkerQuery OpenSession(FrameMarks marks) => new(0, marks, AnswerFormat.Json, default) { Type = FrameType.OpenSession };

    /// <summary>A copy of the database.</summary>
    /// <param name="name">The file that it goes to, in the database's folder.</param>
    public static WorkerQuery Copy(string name) =>
        new(0, FrameMarks.None, AnswerFormat.Json, Encoding.ASCII.GetBytes(name)) { Type = FrameType.Copy };

    /// <summary>A look through the whole file.</summary>
    public static WorkerQuery Check() => new(0, FrameMarks.None, AnswerFormat.Json, default) { Type = FrameType.Check };
}
