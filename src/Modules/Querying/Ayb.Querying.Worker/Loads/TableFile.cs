using System.Text;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Loads;

/// <summary>A file of CSV that has been looked through: what kind of table it makes.</summary>
/// <param name="Path">The file.</param>
/// <param name="Table">What the table is called.</param>
/// <param name="Mode">What becomes of one that is there.</param>
/// <param name="Delimiter">Between fields.</param>
/// <param name="Columns">In the file's order.</param>
internal sealed record TableFile(string Path, string Table, LoadMode Mode, byte Delimiter, IReadOnlyList<CsvColumn> Columns)
{
    /// <summary>How many rows are read between two looks at whether anybody still waits.</summary>
    private const int RowsAtOnce = 1000;

    /// <exception cref="SqliteFailure">It is not CSV, or nobody waits for it any more.</exception>
    public static TableFile Read(string path, string table, LoadMode mode, Request request)
    {
        using var file = Open(path);
        var reader = new CsvReader(file);
        if (!reader.ReadHeader())
        {
            throw new SqliteFailure(FailureCode.NotLoaded, "The file is empty. Its first line must name the columns.");
        }

        var columns = ColumnsOf(reader);
        for (var row = 1; ReadRow(reader, columns.Count); row++)
        {
            for (var column = 0; column < columns.Count; column++)
            {
                columns[column].See(reader.Field(column));
            }

            if (row % RowsAtOnce == 0 && request.MustStop)
            {
                throw request.Interruption();
            }
        }

        return new TableFile(path, table, mode, reader.Delimiter, columns);
    }

    public static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);

    /// <summary>Reads the next row that has something on it.</summary>
    /// <exception cref="SqliteFailure">It has more or fewer fields than the first.</exception>
    public static bool ReadRow(CsvReader reader, int columns)
    {
        while (reader.Read())
        {
            if (reader.FieldCount == columns)
            {
                return true;
            }

            if (reader.FieldCount > 1 || !reader.Field(0).IsEmpty || reader.IsQuoted(0))
            {
                throw reader.Failure($"it has {reader.FieldCount} fields, and the first line names {columns} columns.");
            }
        }

        return false;
    }

    private static List<CsvColumn> ColumnsOf(CsvReader header)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var columns = new List<CsvColumn>(header.FieldCount);
        for (var index = 0; index < header.FieldCount; index++)
        {
            var name = Encoding.UTF8.GetString(header.Field(index)).Trim();
            columns.Add(new CsvColumn(Unused(taken, name.Length > 0 ? name : $"column_{index + 1}")));
        }

        return columns;
    }

    private static string Unused(HashSet<string> taken, string name)
    {
        var unused = name;
        for (var number = 2; !taken.Add(unused); number++)
        {
            unused = $"{name}_{number}";
        }

        return unused;
    }
}
