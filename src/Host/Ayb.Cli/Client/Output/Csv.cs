using System.Buffers;

namespace Ayb.Cli.Client.Output;

/// <summary>
/// Rows for programs, quoted as in RFC 4180, with the line ends that scripts on Unix expect.
/// NULL is an empty field and an empty text is "", so that they stay apart.
/// </summary>
internal static class Csv
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    public static void Write(TextWriter output, Table table)
    {
        WriteRecord(output, table.Header);
        foreach (var row in table.Rows)
        {
            WriteRecord(output, row);
        }
    }

    private static void WriteRecord(TextWriter output, IEnumerable<string?> fields)
    {
        output.Write(string.Join(',', fields.Select(Field)));
        output.Write('\n');
    }

    private static string? Field(string? value) =>
        value is "" || value.AsSpan().ContainsAny(Special)
            ? $"\"{value!.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : value;
}
