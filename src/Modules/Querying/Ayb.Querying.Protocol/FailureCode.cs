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
}
