namespace Ayb.Querying.Protocol;

/// <summary>What a dump is to hold.</summary>
public enum DumpPart : ushort
{
    /// <summary>All of the database, as SQL.</summary>
    Sql = 0,

    /// <summary>The names of its tables, a NUL after each.</summary>
    TableNames = 1,

    /// <summary>The rows of one table, as CSV.</summary>
    Csv = 2,
}
