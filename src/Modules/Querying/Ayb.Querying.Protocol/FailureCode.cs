namespace Ayb.Querying.Protocol;

/// <summary>Why a statement has no answer; the host turns it into a status.</summary>
public enum FailureCode : ushort
{
    /// <summary>The SQL does not compile, fails or breaks a constraint.</summary>
    Sql = 1,

    /// <summary>It would write, and its caller may not.</summary>
    ReadOnly = 2,

    /// <summary>It ran longer than it may.</summary>
    Timeout = 3,

    /// <summary>It needs more memory than it may have.</summary>
    Memory = 4,

    /// <summary>What a write returns is larger than can be held back until its commit.</summary>
    ResultTooLarge = 5,

    /// <summary>The disk or the database's quota is full.</summary>
    StorageFull = 6,

    /// <summary>The file cannot be opened, read or trusted.</summary>
    File = 7,

    /// <summary>The host asked for it.</summary>
    Cancelled = 8,

    /// <summary>The session that it belongs to is over; nothing of it was kept unless its commit was acknowledged.</summary>
    SessionGone = 9,

    /// <summary>The JSON request is not one.</summary>
    InvalidRequest = 10,

    /// <summary>The file is damaged. Nothing may write to it any more.</summary>
    Corrupt = 11,

    /// <summary>The database has reached the size that it may have.</summary>
    DatabaseFull = 12,

    /// <summary>Too many others wait.</summary>
    Busy = 13,

    /// <summary>SQLite's integrity check has found something; nothing was changed.</summary>
    CheckFailed = 14,

    /// <summary>What somebody has sent can't be a database here, or a table.</summary>
    NotLoaded = 15,

    /// <summary>The table that is to be made is there.</summary>
    TableExists = 16,

    /// <summary>The database holds what the asked form can't say.</summary>
    NotDumped = 17,

    /// <summary>It ran longer than it may, and could not be interrupted: the process ends.</summary>
    Stuck = 18,
}
