using System.Globalization;

namespace Ayb.Benchmarks;

/// <summary>The rows that every contestant holds, and how a right answer is recognized in whatever shape it comes.</summary>
internal static class Items
{
    /// <summary>How many rows there are for single requests.</summary>
    public const int Few = 1000;

    public const int Middle = 500;

    public const string Create =
        "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, points INTEGER NOT NULL)";

    public const string CreateIndex = "CREATE INDEX item_email ON item (email)";

    /// <summary>Where inserts go.</summary>
    public const string CreateEntries = "CREATE TABLE entry (id INTEGER PRIMARY KEY, name TEXT NOT NULL, points INTEGER NOT NULL)";

    public const string Insert = "INSERT INTO entry (name, points) VALUES ('somebody', 7)";

    public const string CountEntries = "SELECT COUNT(*) AS count FROM entry";

    public const string SelectHundred = "SELECT id, name, email, points FROM item ORDER BY id LIMIT 100";

    private const int RowsAtOnce = 500_000;

    public static string Name(int id) => $"item number {id}";

    public static string Email(int id) => string.Create(CultureInfo.InvariantCulture, $"user{id:D8}@example.com");

    public static int Points(int id) => id % 1000;

    public static string SelectById(int id) => $"SELECT id, name, email, points FROM item WHERE id = {id}";

    public static string SelectByEmail(int id) => $"SELECT id, name, email, points FROM item WHERE email = '{Email(id)}'";

    public static string SelectFirst(int rows) => $"SELECT id, name, email, points FROM item ORDER BY id LIMIT {rows}";

    /// <summary>Statements that add the rows from 1 on, each in a time that a server allows.</summary>
    public static IEnumerable<string> Fill(int rows)
    {
        for (var first = 1; first <= rows; first += RowsAtOnce)
        {
            yield return
                $"""
                WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {Math.Min(rows, first + RowsAtOnce - 1)})
                INSERT INTO item SELECT i, 'item number ' || i, printf('user%08d@example.com', i), i % 1000 FROM n
                """;
        }
    }

    /// <summary>Ids all over the table, in an order that no cache foresees.</summary>
    public static IReadOnlyList<int> Scattered(int rows)
    {
        // The same ones for everybody.
        var random = new Random(1);
        return [.. Enumerable.Range(0, Few).Select(_ => random.Next(1, rows + 1))];
    }

    public static bool IsRow(string answer, int id) => Rows(answer) == 1 && answer.Contains(Email(id), StringComparison.Ordinal);

    public static bool IsFirstHundred(string answer) =>
        Rows(answer) == 100 && answer.Contains(Email(1), StringComparison.Ordinal) && answer.Contains(Email(100), StringComparison.Ordinal);

    private static int Rows(string answer) => answer.AsSpan().Count("@example.com");
}
