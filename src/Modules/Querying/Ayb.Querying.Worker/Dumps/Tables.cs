using System.Text;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Dumps;

/// <summary>The tables that somebody has made: not SQLite's, and not those in which virtual tables keep their rows.</summary>
internal static class Tables
{
    private const string List = """
        WITH listed AS MATERIALIZED (SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual'))
        SELECT s.name, s.sql, l.type = 'virtual', l.wr FROM sqlite_schema AS s JOIN listed AS l ON l.name = s.name
        WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY s.rowid
        """;

    public static IReadOnlyList<Table> In(Connection connection)
    {
        var tables = new List<Table>();
        using var listed = connection.Prepare(List);
        while (listed.Step())
        {
            tables.Add(new Table(
                Encoding.UTF8.GetString(listed.Text(0)), Encoding.UTF8.GetString(listed.Text(1)), listed.Integer(2) != 0, listed.Integer(3) == 0));
        }

        return tables;
    }
}
