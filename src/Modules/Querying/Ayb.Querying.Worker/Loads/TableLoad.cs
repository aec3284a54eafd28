using System.Text;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Loads;

/// <summary>Puts the rows of a file into a table of the database that is served, on the writer's connection.</summary>
internal sealed class TableLoad(Connection connection, TableFile file)
{
    private readonly string _name = SqlName.Quote(file.Table);

    /// <exception cref="SqliteFailure">A row can't be put in; the message names its line.</exception>
    public LoadedRows Run()
    {
        if (file.Mode == LoadMode.ReplaceTable)
        {
            Execute($"DROP TABLE IF EXISTS {_name}");
        }

        var existing = ColumnsThere();
        if (existing.Count == 0)
        {
            Execute($"CREATE TABLE {_name} ({string.Join(", ", file.Columns.Select(column => $"{SqlName.Quote(column.Name)} {column.DeclaredType}"))})");
        }
        else if (file.Mode != LoadMode.AddToTable)
        {
            throw new SqliteFailure(FailureCode.TableExists, $"There is a table {_name} already. Say whether to append to it or to replace it, or give another name.");
        }

        return new LoadedRows(1, Insert(existing));
    }

    private long Insert(Dictionary<string, string> existing)
    {
        var types = file.Columns.Select(column => TypeIn(existing, column)).ToArray();
        using var content = TableFile.Open(file.Path);
        var reader = new CsvReader(content, file.Delimiter);
        _ = reader.ReadHeader();
        var rows = 0L;
        try
        {
            using var insert = connection.Prepare(
                $"INSERT INTO {_name} ({string.Join(", ", file.Columns.Select(column => SqlName.Quote(column.Name)))}) VALUES ({string.Join(", ", types.Select(_ => "?"))})");
            for (; TableFile.ReadRow(reader, types.Length); rows++)
            {
                for (var column = 0; column < types.Length; column++)
                {
                    Bind(insert, column, types[column], reader);
                }

                insert.RunAgain();
            }
        }
        catch (SqliteFailure failure) when (failure.Code is FailureCode.Sql or FailureCode.ReadOnly)
        {
            throw reader.Failure(failure.Message);
        }

        return rows;
    }

    private void Bind(Statement insert, int column, ColumnType type, CsvReader reader)
    {
        var field = reader.Field(column);
        switch (type)
        {
            case var _ when field.IsEmpty && !(reader.IsQuoted(column) && file.Columns[column].Type == ColumnType.Text):
                insert.BindNull(column + 1);
                break;
            case ColumnType.Integer when CsvNumber.IsInteger(field, out var integer):
                insert.BindInteger(column + 1, integer);
                break;
            case ColumnType.Real when CsvNumber.IsReal(field, out var real):
                insert.BindReal(column + 1, real);
                break;
            case ColumnType.Real when CsvNumber.IsInteger(field, out var whole):
                insert.BindReal(column + 1, whole);
                break;
            default:
                insert.BindText(column + 1, field);
                break;
        }
    }

    /// <summary>A column that has a type makes of a text what it can keep of it; any other takes what the file has.</summary>
    private ColumnType TypeIn(Dictionary<string, string> existing, CsvColumn column)
    {
        if (existing.Count == 0)
        {
            return column.Type;
        }

        if (!existing.TryGetValue(column.Name, out var declared))
        {
            throw new SqliteFailure(FailureCode.NotLoaded, $"The table {_name} has no column {SqlName.Quote(column.Name)}, which the first line of the file names.");
        }

        return declared.Length == 0
            || declared.Contains("BLOB", StringComparison.OrdinalIgnoreCase)
            || declared.Equals("ANY", StringComparison.OrdinalIgnoreCase)
                ? column.Type
                : ColumnType.Text;
    }

    /// <returns>Their declared types by their names; none when there is no such table.</returns>
    private Dictionary<string, string> ColumnsThere()
    {
        var columns = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        using var listed = connection.Prepare("SELECT name, type FROM pragma_table_xinfo(?) WHERE hidden = 0");
        listed.BindText(1, Encoding.UTF8.GetBytes(file.Table));
        while (listed.Step())
        {
            columns[Encoding.UTF8.GetString(listed.Text(0))] = Encoding.UTF8.GetString(listed.Text(1));
        }

        return columns;
    }

    private void Execute(string sql)
    {
        using var statement = connection.Prepare(sql);
        _ = statement.Step();
    }
}
