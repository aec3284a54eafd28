using Ayb.Querying.Worker.Answers;

namespace Ayb.Querying.Worker.Diffs;

/// <summary>
/// Sets what AUTOINCREMENT has reached (https://sqlite.org/autoinc.html). The table that holds it is SQLite's own: it comes with the first
/// such table, and knows the rows of the script from their numbers alone.
/// </summary>
internal sealed class SequenceScript
{
    private const string Table = "sqlite_sequence";

    private readonly Differences _differences;
    private readonly bool _isInTo;

    public SequenceScript(Differences differences)
    {
        _differences = differences;
        _isInTo = IsIn(Versions.To);
        HasStatements = (IsIn(Versions.From), _isInTo) switch
        {
            (true, true) => differences.Tables.Any(table => table.Rows is not null) || Differ(),
            (true, false) => HasRows(Versions.From),
            (false, true) => HasSequences(differences.To),
            _ => false,
        };
    }

    public bool HasStatements { get; }

    public void Write(AnswerStream answer)
    {
        if (!HasStatements)
        {
            return;
        }

        answer.Write("DELETE FROM sqlite_sequence;\n"u8);
        if (!_isInTo)
        {
            // A VACUUM has dropped it, since no table needs it any more.
            return;
        }

        using var row = _differences.Versions.Query($"SELECT name, seq FROM {Versions.To}.{Table} ORDER BY rowid");
        while (row.Step())
        {
            answer.Write("INSERT INTO sqlite_sequence (name, seq) VALUES ("u8);
            RowLiteral.Write(answer, row, 0, _differences.Versions.AreUtf16);
            answer.Write(", "u8);
            RowLiteral.Write(answer, row, 1, _differences.Versions.AreUtf16);
            answer.Write(");\n"u8);
        }
    }

    private static bool HasSequences(Schema schema) =>
        schema.Objects.Any(table => table.IsTable && SqlScanner.HasWord(Identifier.Encoding.GetBytes(table.Sql), "autoincrement"u8));

    private bool IsIn(string version) =>
        _differences.Versions.Number($"SELECT EXISTS (SELECT 1 FROM {version}.sqlite_schema WHERE name = '{Table}')") != 0;

    private bool HasRows(string version) => _differences.Versions.Number($"SELECT EXISTS (SELECT 1 FROM {version}.{Table})") != 0;

    private bool Differ()
    {
        using var from = _differences.Versions.Query($"SELECT name, seq FROM {Versions.From}.{Table} ORDER BY name, seq");
        using var to = _differences.Versions.Query($"SELECT name, seq FROM {Versions.To}.{Table} ORDER BY name, seq");
        while (from.Step())
        {
            if (!to.Step() || !RowValues.AreSame(from, to, columns: 2))
            {
                return true;
            }
        }

        return to.Step();
    }
}
