using System.Text;

namespace Ayb.Querying.Worker.Diffs;

/// <summary>
/// Names as they are in a schema: any bytes, since SQLite does not insist on UTF-8. A string has a character for each byte, so that
/// nothing is lost and equal strings are equal names.
/// </summary>
internal static class Identifier
{
    public static readonly Encoding Encoding = Encoding.Latin1;

    public static string Of(ReadOnlySpan<byte> bytes) => Encoding.GetString(bytes);

    /// <summary>In double quotes, which also keywords may have.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>As a text in SQL, for table-valued functions.</summary>
    public static string Literal(string name) => $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Columns with commas, each with what says whose it is: <c>a."id", a."name"</c>.</summary>
    public static string List(IEnumerable<string> columns, string owner = "") =>
        string.Join(", ", columns.Select(column => owner + Quote(column)));
}
