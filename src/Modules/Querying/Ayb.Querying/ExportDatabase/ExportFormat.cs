namespace Ayb.Querying;

/// <summary>What a whole database is written as.</summary>
public enum ExportFormat
{
    /// <summary>SQLite's own file.</summary>
    Sqlite,

    /// <summary>A script that makes it anew.</summary>
    Sql,

    /// <summary>An archive with a file for each table.</summary>
    Csv,
}
