namespace Ayb.Querying.Protocol;

[Flags]
public enum FrameMarks : byte
{
    None = 0,

    /// <summary>On <see cref="FrameType.Query"/> and <see cref="FrameType.OpenSession"/>: the caller may write.</summary>
    MayWrite = 1,

    /// <summary>On <see cref="FrameType.Chunk"/>: the answer is complete.</summary>
    Last = 2,

    /// <summary>On <see cref="FrameType.Query"/>: the body is a JSON request, not the text of SQL.</summary>
    Json = 4,

    /// <summary>On <see cref="FrameType.Copy"/>: without the pages on which deleted rows can be read.</summary>
    ForOthers = 8,

    /// <summary>On <see cref="FrameType.Diff"/>: without the rows, only how many there are.</summary>
    Summary = 16,
}
