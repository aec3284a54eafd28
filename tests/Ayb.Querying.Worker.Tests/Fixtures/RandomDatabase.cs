using System.Globalization;
using System.Text.Json;

namespace Ayb.Querying.Worker.Tests.Fixtures;

/// <summary>Tables of any shape, with rows of any values. A seed always makes the same.</summary>
internal sealed class RandomDatabase
{
    private static readonly string[] Types = ["", "INTEGER", "TEXT", "REAL", "BLOB", "NUMERIC", "VARCHAR(10)", "ANY"];
    private static readonly string[] Letters = ["a", "B", "é", "日", "\"", "'", " ", ";", "--", "/*", "\n", "end", "😀", "%", "[", "]"];

    private readonly Random _random;

    public RandomDatabase(int seed)
    {
        _random = new Random(seed);
        for (var table = 0; table < 3; table++)
        {
            AddTable(Name($"t{table}"));
        }
    }

    /// <summary>JSON requests that make it.</summary>
    public List<string> Requests { get; } = [];

    public List<string> Tables { get; } = [];

    private void AddTable(string name)
    {
        Tables.Add(name);
        var columns = Enumerable.Range(0, _random.Next(1, 6)).Select(number => Name($"c{number}")).ToList();
        var withoutRowId = _random.Next(4) == 0;
        var numbered = !withoutRowId && _random.Next(3) == 0;
        var definitions = columns.Select((column, index) => $"{Quote(column)} {Types[_random.Next(Types.Length)]}").ToList();
        if (numbered)
        {
            definitions.Insert(0, "id INTEGER PRIMARY KEY" + (_random.Next(2) == 0 ? " AUTOINCREMENT" : ""));
        }
        else if (withoutRowId)
        {
            definitions.Insert(0, "id INTEGER");
            definitions.Add("PRIMARY KEY (id)");
        }

        Run($"CREATE TABLE {Quote(name)} ({string.Join(", ", definitions)}){(withoutRowId ? " WITHOUT ROWID" : "")}");
        var listed = string.Join(", ", columns.Select(Quote));
        for (var row = 1; row <= _random.Next(40); row++)
        {
            var id = withoutRowId || numbered ? "id" : "rowid";
            var values = string.Join(", ", columns.Select(_ => Value()));
            Run($"INSERT INTO {Quote(name)} ({id}, {listed}) VALUES (?, {string.Join(", ", columns.Select(_ => "?"))})", $"{row * _random.Next(1, 3)}, {values}", orIgnore: true);
        }

        if (_random.Next(2) == 0)
        {
            Run($"CREATE INDEX {Quote(Name(name + " by"))} ON {Quote(name)} ({Quote(columns[0])})");
        }

        if (_random.Next(2) == 0)
        {
            Run($"CREATE VIEW {Quote(Name(name + " seen"))} AS SELECT * FROM {Quote(name)} WHERE {Quote(columns[0])} <> ';'");
        }

        if (_random.Next(2) == 0)
        {
            Run($"CREATE TRIGGER {Quote(Name(name + " pulled"))} AFTER UPDATE OF {Quote(columns[0])} ON {Quote(name)} BEGIN SELECT 'end;'; SELECT CASE WHEN 1 THEN 2 END; END");
        }
    }

    private string Name(string begin) => begin + string.Concat(Enumerable.Range(0, _random.Next(4)).Select(_ => Letters[_random.Next(Letters.Length)]));

    private string Value() => _random.Next(8) switch
    {
        0 => "null",
        1 => _random.NextInt64(long.MinValue, long.MaxValue).ToString(CultureInfo.InvariantCulture),
        2 => _random.Next(-5, 5).ToString(CultureInfo.InvariantCulture),
        3 => Real(),
        4 => (_random.Next(-9999, 9999) / 100.0).ToString("0.00", CultureInfo.InvariantCulture),
        5 => $$"""{"base64":"{{Convert.ToBase64String(Bytes())}}"}""",
        6 => JsonSerializer.Serialize(_random.Next(1000).ToString("00", CultureInfo.InvariantCulture)),
        _ => JsonSerializer.Serialize(Name("")),
    };

    private string Real()
    {
        var value = BitConverter.Int64BitsToDouble(_random.NextInt64(long.MinValue, long.MaxValue));
        return double.IsFinite(value) ? value.ToString("E16", CultureInfo.InvariantCulture) : "1.5";
    }

    private byte[] Bytes()
    {
        var bytes = new byte[_random.Next(20)];
        _random.NextBytes(bytes);
        return bytes;
    }

    private void Run(string sql, string parameters = "", bool orIgnore = false) => Requests.Add(
        $$"""{"statements":[{"sql":{{JsonSerializer.Serialize(orIgnore ? sql.Replace("INSERT", "INSERT OR IGNORE") : sql)}},"params":[{{parameters}}]}]}""");

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"")}\"";
}
