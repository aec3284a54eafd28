namespace Ayb.Querying.Worker.Tests.Fixtures;

/// <summary>Schemas of every sort, and statements that change them and their rows. Some of these fail, and change nothing.</summary>
internal sealed class RandomTables(Random random)
{
    private static readonly string[] Names = ["t", "order", "a b", "quo\"te", "it's", "Größe", "select", "x;--"];

    private static readonly string[] Keys =
    [
        "", "", "k INTEGER PRIMARY KEY, ", "k INTEGER PRIMARY KEY AUTOINCREMENT, ", "k TEXT PRIMARY KEY, ",
        "k TEXT PRIMARY KEY COLLATE NOCASE, ", "k PRIMARY KEY, ", "rowid, ", "rowid, _rowid_, oid, ",
    ];

    private static readonly string[] Columns =
        ["", " INTEGER", " REAL", " TEXT", " BLOB", " NUMERIC", " TEXT COLLATE NOCASE", " UNIQUE", " INTEGER UNIQUE ON CONFLICT REPLACE"];

    private static readonly string[] Values =
    [
        "null", "0", "1", "1.0", "'1'", "x'31'", "-9223372036854775808", "9223372036854775807", "0.1", "1e300", "-5e-324", "9e999", "-9e999",
        "'a'", "'A'", "'it''s'", "''", "x''", "x'00ff'", "'a' || char(0) || 'b'", "cast(x'ff27' as text)", "'ü🙂'", "replace(hex(zeroblob(40000)), '0', 'y')",
        "N", "N % 20", "'v' || N % 20", "N / 1e9",
    ];

    private readonly List<string> _tables = [];
    private int _lastName;

    /// <summary>Tables with rows, and what watches over them.</summary>
    public IEnumerable<string> Create()
    {
        foreach (var name in Names.OrderBy(_ => random.Next()).Take(random.Next(1, 5)))
        {
            yield return CreateTable(name);
            for (var row = random.Next(30); row > 0; row--)
            {
                yield return Insert(name);
            }
        }

        for (var more = random.Next(4); more > 0; more--)
        {
            yield return Watcher();
        }
    }

    public IEnumerable<string> Change()
    {
        for (var changes = random.Next(25); changes > 0; changes--)
        {
            yield return random.Next(12) switch
            {
                0 when random.Next(3) == 0 => ChangeSchema(),
                < 4 => Insert(Any()),
                < 8 => Update(Any()),
                < 10 => Delete(Any()),
                10 => Watcher(),
                _ => "VACUUM",
            };
        }
    }

    private string CreateTable(string name)
    {
        _tables.Add(name);
        var table = Contents.Quote(name);
        return random.Next(6) switch
        {
            0 => $"CREATE TABLE {table}(k TEXT COLLATE NOCASE, l, x{Column()}, y, PRIMARY KEY (k, l)) WITHOUT ROWID",
            1 => $"CREATE TABLE {table}(k INTEGER PRIMARY KEY, x TEXT, y ANY) STRICT",
            2 => $"CREATE TABLE {table}({Key()}x{Column()}, y{Column()}, z AS (x || y), w AS (hex(y)) STORED)",
            _ => $"CREATE TABLE {table}({Key()}x{Column()}, y{Column()})",
        };
    }

    private string ChangeSchema() => random.Next(5) switch
    {
        0 => $"ALTER TABLE {Contents.Quote(Any())} ADD COLUMN c{++_lastName} DEFAULT {random.Next(9)}",
        1 => $"DROP TABLE {Contents.Quote(Any())}",
        2 => CreateTable($"n{++_lastName}"),
        3 => $"ALTER TABLE {Contents.Quote(Any())} RENAME TO r{++_lastName}",
        _ => $"DROP {Pick(["INDEX", "VIEW", "TRIGGER"])} o{random.Next(1, _lastName + 2)}",
    };

    /// <summary>Indexes, triggers, views and foreign keys, which a script must not be caught in.</summary>
    private string Watcher()
    {
        var (table, name) = (Contents.Quote(Any()), $"o{++_lastName}");
        return random.Next(7) switch
        {
            0 => $"CREATE INDEX {name} ON {table}(x, y)",
            1 => $"CREATE UNIQUE INDEX {name} ON {table}(x) WHERE typeof(y) = 'integer'",
            2 => $"CREATE INDEX {name} ON {table}(hex(x))",
            3 => $"CREATE TRIGGER {name} AFTER {Pick(["INSERT", "UPDATE", "DELETE"])} ON {table} BEGIN INSERT INTO {Contents.Quote(Any())}(x) VALUES ({Value()}); END",
            4 => $"CREATE VIEW {name} AS SELECT x FROM {table}",
            5 => $"CREATE TABLE {name}(x REFERENCES {table} ON DELETE CASCADE, y); INSERT INTO {name} SELECT NULL, y FROM {table} LIMIT 3",
            _ => $"CREATE VIRTUAL TABLE {name} USING fts5(x)",
        };
    }

    private string Insert(string table)
    {
        var columns = Pick<string[]>([["x", "y"], ["k", "x"], ["k", "x", "y"], ["x"], ["k", "l", "y"]]);
        return $"INSERT OR {Pick(["IGNORE", "REPLACE"])} INTO {Contents.Quote(table)}({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(_ => Value()))})";
    }

    private string Update(string table) =>
        $"UPDATE OR {Pick(["IGNORE", "REPLACE", "FAIL"])} {Contents.Quote(table)} SET {Pick(["x", "y", "k", "rowid", "l"])} = {Pick([Value(), "lower(k)", "upper(k)", "x || 'z'", "k + 1", "-rowid", "y", "x + 0.0"])} {Where()}";

    private string Delete(string table) => $"DELETE FROM {Contents.Quote(table)} {Where()}";

    private string Where() => Pick([$"WHERE (length(hex(x)) + length(quote(y))) % 4 = {random.Next(4)}", $"WHERE length(quote(x)) % 2 = {random.Next(2)}", "WHERE x IS NULL", "WHERE typeof(x) = 'text'", "", ""]);

    private string Key() => Pick(Keys);

    private string Column() => Pick(Columns);

    /// <summary>An N is a number of its own each time; not one of SQLite's, of which nobody could have the same again.</summary>
    private string Value() => Pick(Values).Replace("N", $"{random.NextInt64()}");

    private string Any() => Pick(_tables);

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
