using System.Globalization;
using System.Text;
using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Loads;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Dumps;

/// <summary>
/// The SQL that makes the database anew: tables and their rows, then what would be in the way of rows. Virtual tables get their rows
/// through them. It is for SQLite's own shell as well as for an import.
/// </summary>
internal sealed class SqlDump(Connection connection, AnswerStream answer)
{
    private const string Rest = """
        SELECT sql FROM sqlite_schema WHERE type IN ('index', 'view', 'trigger') AND sql IS NOT NULL
        ORDER BY CASE type WHEN 'index' THEN 1 WHEN 'view' THEN 2 ELSE 3 END, rowid
        """;

    public void Write()
    {
        var tables = Tables.In(connection);
        foreach (var table in tables)
        {
            Sayable.Demand(connection, table);
        }

        Line("PRAGMA foreign_keys=OFF;");
        Line("BEGIN TRANSACTION;");
        Number("user_version");
        Number("application_id");
        var rows = new RowDump(connection, answer, PiecesName());
        foreach (var table in tables.Where(table => !table.IsVirtual))
        {
            Statement(table.Sql);
            rows.Write(table, withRowId: table.HasRowId);
        }

        WriteSequences(tables);
        WriteRest();

        // Last, since a view may have the rows of one.
        foreach (var table in tables.Where(table => table.IsVirtual))
        {
            Statement(table.Sql);
            if (table.KeepsRows)
            {
                rows.Write(table, withRowId: !table.Module!.NamesItsRows);
            }
        }

        foreach (var table in tables.Where(table => table.IsVirtual))
        {
            Finish(table);
        }

        WriteStatistics();
        Line("COMMIT;");
    }

    /// <summary>The rows of all tables are there, also those that it is an index of.</summary>
    private void Finish(Table table)
    {
        if (table.Module!.ContentElsewhere is not null)
        {
            Line($"INSERT INTO {table.QuotedName}({table.QuotedName}) VALUES('rebuild');");
        }

        if (table.Module.HasSettings)
        {
            WriteSettings(table);
        }
    }

    /// <summary>How somebody has set up a full-text index, such as its ranking.</summary>
    private void WriteSettings(Table table)
    {
        using var settings = connection.Prepare($"SELECT k, v FROM {SqlName.Quote(table.Name + "_config")} WHERE k <> 'version'");
        while (settings.Step())
        {
            Text($"INSERT INTO {table.QuotedName}({table.QuotedName}, rank) VALUES(");
            SqlLiteral.Write(answer, settings, 0);
            Text(", ");
            SqlLiteral.Write(answer, settings, 1);
            Line(");");
        }
    }

    private void WriteSequences(IReadOnlyList<Table> tables)
    {
        if (!Exists("sqlite_sequence") || !tables.Any(table => SqlScanner.HasWord(Encoding.UTF8.GetBytes(table.Sql), "autoincrement"u8)))
        {
            return;
        }

        Line("DELETE FROM sqlite_sequence;");
        WriteOwn("sqlite_sequence", "name, seq");
    }

    /// <summary>What ANALYZE has found out, for who plans queries by it.</summary>
    private void WriteStatistics()
    {
        if (Exists("sqlite_stat1"))
        {
            Line("ANALYZE sqlite_schema;");
            WriteOwn("sqlite_stat1", "tbl, idx, stat");
        }
    }

    private void WriteOwn(string table, string columns)
    {
        using var rows = connection.Prepare($"SELECT {columns} FROM {table} ORDER BY rowid");
        while (rows.Step())
        {
            Text($"INSERT INTO {table}({columns}) VALUES(");
            for (var column = 0; column < rows.ColumnCount; column++)
            {
                Text(column > 0 ? "," : "");
                SqlLiteral.Write(answer, rows, column);
            }

            Line(");");
        }
    }

    private void WriteRest()
    {
        using var rest = connection.Prepare(Rest);
        while (rest.Step())
        {
            Statement(Encoding.UTF8.GetString(rest.Text(0)));
        }
    }

    private void Number(string pragma)
    {
        using var value = connection.Prepare($"PRAGMA {pragma}");
        if (value.Step() && value.Integer(0) is var number and not 0)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"PRAGMA {pragma}={number};"));
        }
    }

    private bool Exists(string name)
    {
        using var found = connection.Prepare($"SELECT 1 FROM sqlite_schema WHERE name = '{name}' COLLATE NOCASE");
        return found.Step();
    }

    private void Statement(string sql)
    {
        var bytes = Encoding.UTF8.GetBytes(sql);
        answer.Write(bytes);
        answer.Write(StatementEnd.Of(bytes));
        answer.Write((byte)'\n');
    }

    private string PiecesName()
    {
        var name = "pieces_of_long_values";
        while (Exists(name))
        {
            name += "_";
        }

        return name;
    }

    private void Text(string text) => answer.Write(Encoding.UTF8.GetBytes(text));

    private void Line(string text)
    {
        Text(text);
        answer.Write((byte)'\n');
    }
}
