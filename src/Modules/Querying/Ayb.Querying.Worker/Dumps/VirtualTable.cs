using System.Text;

namespace Ayb.Querying.Worker.Dumps;

/// <summary>What of a virtual table has to be dumped, by its module: some keep rows, others only show what is elsewhere.</summary>
/// <param name="Module">In lower case.</param>
/// <param name="Content">Where a full-text table has its rows; <c>null</c> when it keeps them itself, empty when nobody does.</param>
internal sealed record VirtualTable(string Module, string? Content)
{
    public bool KeepsRows => NamesItsRows || IsText || Module == "geopoly";

    /// <summary>Its first column is the number of the row.</summary>
    public bool NamesItsRows => Module is "rtree" or "rtree_i32";

    public bool IsContentless => IsText && Content is "";

    public bool HasContentElsewhere => IsText && Content is { Length: > 0 };

    public bool HasSettings => Module == "fts5";

    private bool IsText => Module is "fts3" or "fts4" or "fts5";

    /// <param name="sql">As SQLite keeps it: <c>CREATE VIRTUAL TABLE name USING module(arguments)</c>.</param>
    public static VirtualTable Read(string sql)
    {
        var scanner = new SqlScanner(Encoding.UTF8.GetBytes(sql));
        while (scanner.MoveNext() && !scanner.IsWord("using"u8))
        {
        }

        var module = scanner.MoveNext() ? Encoding.UTF8.GetString(scanner.Text).ToLowerInvariant().Trim('"', '\'', '`', '[', ']') : "";
        return new VirtualTable(module, ReadContent(ref scanner));
    }

    private static string? ReadContent(ref SqlScanner scanner)
    {
        while (scanner.MoveNext())
        {
            if (scanner.IsWord("content"u8) && scanner.MoveNext() && scanner.Text is [(byte)'='])
            {
                return scanner.MoveNext() && scanner.Text is not ([(byte)','] or [(byte)')'])
                    ? Encoding.UTF8.GetString(scanner.Text).Trim('"', '\'', '`', '[', ']')
                    : "";
            }
        }

        return null;
    }
}
