namespace Ayb.Querying.Worker.Sqlite;

/// <summary>Primary result codes, and below them the extended ones that make a difference: https://sqlite.org/rescode.html.</summary>
internal enum ResultCode
{
    Ok = 0,
    Error = 1,
    NoMemory = 7,
    ReadOnly = 8,
    Interrupt = 9,
    InputOutput = 10,
    Corrupt = 11,
    Full = 13,
    CannotOpen = 14,
    Authorization = 23,
    NotADatabase = 26,
    Row = 100,
    Done = 101,

    InputOutputWrite = InputOutput | (3 << 8),
    InputOutputFsync = InputOutput | (4 << 8),
    InputOutputFolderFsync = InputOutput | (5 << 8),
    InputOutputNoMemory = InputOutput | (12 << 8),
    CorruptVirtualTable = Corrupt | (1 << 8),
    CorruptSequence = Corrupt | (2 << 8),
    CorruptIndex = Corrupt | (3 << 8),
}
