using System.Text;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Dumps;

/// <param name="All">Their names, but for those that a virtual table hides.</param>
/// <param name="Settable">Those that are not computed from others.</param>
/// <param name="Hidden">Those that a virtual table hides.</param>
/// <param name="NameTheRow">One of them is the row's number, by another name.</param>
internal sealed record TableColumns(IReadOnlyList<string> All, IReadOnlyList<string> Settable, IReadOnlyList<string> Hidden, bool NameTheRow)
{
    private const int KindOfHidden = 1;

    public static TableColumns Of(Connection connection, Table table)
    {
        var (all, settable, hidden, hasKey) = (new List<string>(), new List<string>(), new List<string>(), false);
        using var columns = connection.Prepare("SELECT name, hidden, pk FROM pragma_table_xinfo(?)");
        columns.BindText(1, Encoding.UTF8.GetBytes(table.Name));
        while (columns.Step())
        {
            var (name, kind) = (Encoding.UTF8.GetString(columns.Text(0)), columns.Integer(1));
            hasKey |= columns.Integer(2) > 0;
            (kind == KindOfHidden ? hidden : all).Add(name);
            if (kind == 0)
            {
                settable.Add(name);
            }
        }

        return new TableColumns(all, settable, hidden, hasKey && !HasKeyIndex(connection, table));
    }

    /// <summary>A primary key that needs no index is the row's number, https://sqlite.org/lang_createtable.html#rowid.</summary>
    private static bool HasKeyIndex(Connection connection, Table table)
    {
        using var found = connection.Prepare("SELECT 1 FROM pragma_index_list(?) WHERE origin = 'pk'");
        found.BindText(1, Encoding.UTF8.GetBytes(table.Name));
        return found.Step();
    }
}
