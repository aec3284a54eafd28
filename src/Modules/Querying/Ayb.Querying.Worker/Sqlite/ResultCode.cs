namespace Ayb.Querying.Worker.Sqlite;

/// <summary>Primary result codes, https://sqlite.org/rescode.html.</summary>
internal enum ResultCode
{
    Ok = 0,
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
}
