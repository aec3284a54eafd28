using System.Collections.Immutable;
using System.Globalization;

namespace Ayb.EndToEnd.Tests.Snapshots.Histories;

/// <summary>A script that writes, and what it makes of what was there.</summary>
internal sealed record Change(string Sql, Content After)
{
    private const int Keys = 40;
    private const int MostStatements = 5;

    private static readonly string[] Values =
        ["NULL", "0", "-1", "9223372036854775807", "0.5", "-2.25", "1.0e+100", "''", "'it''s'", "'1'", "'日本 – \U0001F98A'", "'two\nlines'", "X''", "X'00FF27'"];

    public static Change Random(Random random, Content before)
    {
        var change = new Change("", before);
        for (var statements = random.Next(1, MostStatements + 1); statements > 0; statements--)
        {
            var (sql, after) = Statement(random, change.After);
            change = new Change($"{change.Sql}{sql};\n", after);
        }

        return change;
    }

    private static Change Statement(Random random, Content before)
    {
        var table = TableShape.All[random.Next(TableShape.All.Count)];
        if (!before.Has(table.Name))
        {
            return new Change(table.Create, before.With(table.Name));
        }

        var rows = before.Tables[table.Name];
        var (key, value) = (random.NextInt64(1, Keys), Values[random.Next(Values.Length)]);
        return random.Next(12) switch
        {
            0 => new Change($"DROP TABLE {table.Quoted}", before.Without(table.Name)),
            1 => new Change($"DELETE FROM {table.Quoted}", before.Without(table.Name).With(table.Name)),
            2 => new Change(
                $"DELETE FROM {table.Quoted} WHERE {table.Key} <= {Text(key)}",
                before.With(table.Name, rows.Where(row => row.Key > key).ToImmutableSortedDictionary())),
            3 => new Change(
                $"UPDATE {table.Quoted} SET value = {value} WHERE {table.Key} % 2 = 0",
                before.With(table.Name, rows.ToImmutableSortedDictionary(row => row.Key, row => row.Key % 2 == 0 ? value : row.Value))),
            4 => new Change(
                $"""
                WITH RECURSIVE n(i) AS (SELECT {Text(key)} UNION ALL SELECT i + 1 FROM n WHERE i < {Keys})
                INSERT OR REPLACE INTO {table.Quoted} ({table.Key}, value) SELECT i, {value} FROM n
                """,
                before.With(table.Name, rows.SetItems(Range(key).Select(number => KeyValuePair.Create(number, value))))),
            _ => new Change(
                $"INSERT OR REPLACE INTO {table.Quoted} ({table.Key}, value) VALUES ({Text(key)}, {value})",
                before.With(table.Name, rows.SetItem(key, value))),
        };
    }

    private static IEnumerable<long> Range(long first)
    {
        for (var number = first; number <= Keys; number++)
        {
            yield return number;
        }
    }

    private static string Text(long key) => key.ToString(CultureInfo.InvariantCulture);
}
