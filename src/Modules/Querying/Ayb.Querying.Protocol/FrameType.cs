namespace Ayb.Querying.Protocol;

/// <summary>What a frame says; below 16 from the host, above from the worker.</summary>
public enum FrameType : byte
{
    Query = 1,
    Cancel = 2,
    Credit = 3,
    OpenSession = 4,
    EndSession = 5,
    Copy = 6,
    Check = 7,
    Diff = 8,
    Dump = 9,
    Load = 10,
    Ready = 16,
    Chunk = 17,
    Failure = 18,
}
