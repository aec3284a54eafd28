namespace Ayb.Querying;

/// <summary>What somebody sends to be imported.</summary>
internal enum ContentKind
{
    /// <summary>A SQLite file.</summary>
    Sqlite,

    /// <summary>A script that makes a database.</summary>
    Sql,

    /// <summary>The rows of one table.</summary>
    Csv,
}
