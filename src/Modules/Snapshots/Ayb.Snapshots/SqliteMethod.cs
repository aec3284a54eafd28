namespace Ayb.Snapshots;

/// <summary>How a consistent copy of a SQLite database is made.</summary>
internal enum SqliteMethod
{
    /// <summary>The name that existing configurations use, whatever SQLite does for it: a standalone file without a log beside it.</summary>
    Vacuum,
}
