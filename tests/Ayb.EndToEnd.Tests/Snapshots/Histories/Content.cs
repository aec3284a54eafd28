using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Ayb.EndToEnd.Tests.Snapshots.Histories;

/// <summary>What is in a database: its tables by their names, rows by their keys, values as SQL writes them.</summary>
internal sealed record Content(ImmutableSortedDictionary<string, ImmutableSortedDictionary<long, string>> Tables)
{
    private static readonly ImmutableSortedDictionary<long, string> NoRows = ImmutableSortedDictionary<long, string>.Empty;

    public static Content Empty { get; } = new(
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<long, string>>(StringComparer.Ordinal));

    public bool Has(string table) => Tables.ContainsKey(table);

    public Content With(string table) => new(Tables.Add(table, NoRows));

    public Content Without(string table) => new(Tables.Remove(table));

    public Content With(string table, ImmutableSortedDictionary<long, string> rows) => new(Tables.SetItem(table, rows));

    /// <param name="query">Answers the rows of a SELECT.</param>
    public static async Task<Content> ReadAsync(Func<string, Task<string?[][]>> query)
    {
        var content = Empty;
        foreach (var row in await query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"))
        {
            var table = TableShape.Named(row[0]!);
            var rows = await query($"SELECT {table.Key}, quote(value) FROM {table.Quoted}");
            content = content.With(table.Name, rows.ToImmutableSortedDictionary(fields => long.Parse(fields[0]!, CultureInfo.InvariantCulture), fields => fields[1]!));
        }

        return content;
    }

    /// <summary>Two are the same when this is: a line for each table and for each row.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (table, rows) in Tables)
        {
            text.Append(CultureInfo.InvariantCulture, $"{table}: {rows.Count} rows\n");
            foreach (var (key, value) in rows)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {key} {value}\n");
            }
        }

        return text.ToString();
    }

    public bool Equals(Content? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());
}
