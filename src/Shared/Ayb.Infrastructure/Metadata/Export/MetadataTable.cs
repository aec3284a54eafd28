namespace Ayb.Infrastructure.Metadata.Export;

/// <summary>
/// A table of the metadata, and the SQL that moves all of it. The names in it are those of our own migrations: no stranger has a say.
/// </summary>
/// <param name="Name">As in SQL.</param>
/// <param name="Columns">In their order.</param>
/// <param name="Key">The columns of the primary key: by it rows are ordered, so that the same rows make the same export.</param>
internal sealed record MetadataTable(string Name, IReadOnlyList<MetadataColumn> Columns, IReadOnlyList<string> Key)
{
    /// <summary>How many rows the migrations have put into it.</summary>
    public long FirstRows { get; init; }

    public string SelectAll => $"SELECT {Names} FROM {Quoted(Name)} ORDER BY {string.Join(", ", Key.Select(Quoted))}";

    public string SelectNone => $"SELECT {Names} FROM {Quoted(Name)} WHERE 1 = 0";

    /// <summary>Not further than to where it is sure that others have put rows into it.</summary>
    public string Count => $"SELECT COUNT(*) FROM (SELECT 1 FROM {Quoted(Name)} LIMIT {FirstRows + 1}) AS first_rows";

    public string DeleteAll => $"DELETE FROM {Quoted(Name)}";

    public string Drop => $"DROP TABLE {Quoted(Name)}";

    private string Names => string.Join(", ", Columns.Select(column => Quoted(column.Name)));

    /// <summary>With a parameter for each column: <c>@p0</c> for the first.</summary>
    public string Insert(string withGivenIds) =>
        $"INSERT INTO {Quoted(Name)} ({Names}) {withGivenIds} VALUES ({string.Join(", ", Columns.Select((_, index) => $"@p{index}"))})";

    private static string Quoted(string name) => $"\"{name}\"";
}
