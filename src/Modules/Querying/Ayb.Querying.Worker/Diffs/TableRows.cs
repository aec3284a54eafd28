using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Diffs;

/// <summary>
/// The rows that differ between two versions of a table, each read as its key and then its columns. Two values are the same when they
/// have the same type and the same bytes: neither a collation nor <c>1 = 1.0</c> makes them so.
/// </summary>
internal sealed class TableRows(Versions versions, string table, TableShape shape)
{
    private readonly string _from = $"{Versions.From}.{Identifier.Quote(table)} AS b";
    private readonly string _to = $"{Versions.To}.{Identifier.Quote(table)} AS a";

    // An index finds it, by the collation that makes the key unique.
    private readonly string _isSame = string.Join(" AND ", shape.Key.Select(column => $"a.{Identifier.Quote(column)} = b.{Identifier.Quote(column)}"));

    public TableShape Shape { get; } = shape;

    /// <summary>Rows that only the later version has.</summary>
    public string Inserted => $"FROM {_to} WHERE NOT EXISTS (SELECT 1 FROM {_from} WHERE {_isSame})";

    /// <summary>Rows that only the earlier version has.</summary>
    public string Deleted => $"FROM {_from} WHERE NOT EXISTS (SELECT 1 FROM {_to} WHERE {_isSame})";

    /// <summary>Rows that both have, with other values.</summary>
    public string Updated => $"{Pairs} AND {Differ(Shape.Columns)}";

    /// <summary>Of the updated ones those with another value where a value must be the only one of its kind.</summary>
    public string Moved => Shape.Unique.Count == 0 ? $"{Pairs} AND 0" : $"{Pairs} AND {Differ(Shape.Unique)}";

    /// <summary>The other updated ones.</summary>
    public string UpdatedInPlace => Shape.Unique.Count == 0 ? Updated : $"{Updated} AND NOT {Differ(Shape.Unique)}";

    public string AllOfFrom => $"FROM {_from}";

    public string AllOfTo => $"FROM {_to}";

    // Without CROSS the planner may turn it round, and the order of the rows with it.
    private string Pairs => $"FROM {_to} CROSS JOIN {_from} WHERE {_isSame}";

    public RowSet Count(string rows) => new(rows, versions.Number($"SELECT count(*) {rows}"));

    /// <summary>The key and the columns as the earlier version has them.</summary>
    public OwnStatement ReadFrom(string rows) => versions.Query($"SELECT {List("b.", Shape.Key.Concat(Shape.Columns))} {rows}");

    /// <summary>The key and the columns as the later version has them.</summary>
    public OwnStatement ReadTo(string rows) => versions.Query($"SELECT {List("a.", Shape.Key.Concat(Shape.Columns))} {rows}");

    /// <summary>The key of the earlier version, its columns, and those of the later one.</summary>
    public OwnStatement ReadBoth(string rows) =>
        versions.Query($"SELECT {List("b.", Shape.Key.Concat(Shape.Columns))}, {List("a.", Shape.Columns)} {rows}");

    /// <summary>Both versions have the same rows, in the same order: for a table whose rows can't be told apart.</summary>
    public bool AreAllTheSame()
    {
        // An index would bring them in an order of its own.
        using var from = ReadFrom($"{AllOfFrom} NOT INDEXED");
        using var to = ReadTo($"{AllOfTo} NOT INDEXED");
        while (from.Step())
        {
            if (!to.Step() || !RowValues.AreSame(from, to, Shape.Columns.Count))
            {
                return false;
            }
        }

        return !to.Step();
    }

    private static string List(string owner, IEnumerable<string> columns) => Identifier.List(columns, owner);

    private static string Differ(IReadOnlyList<string> columns) =>
        $"({AreNot(columns, column => $"{column} COLLATE BINARY")} OR {AreNot(columns, column => $"typeof({column})")})";

    // As rows: so many terms beside each other would nest deeper than an expression may.
    private static string AreNot(IReadOnlyList<string> columns, Func<string, string> term)
    {
        return $"({Of("a.")}) IS NOT ({Of("b.")})";

        string Of(string owner) => string.Join(", ", columns.Select(column => term(owner + Identifier.Quote(column))));
    }
}
