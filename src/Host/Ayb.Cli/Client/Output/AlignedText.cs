namespace Ayb.Cli.Client.Output;

/// <summary>
/// Rows for people: <c> name | score</c> over a line of dashes. Cells are padded to their column as the terminal
/// shows it; no line ends in blanks.
/// </summary>
internal static class AlignedText
{
    public static void Write(TextWriter output, Table table)
    {
        var header = table.Header.Select(TerminalText.Escape).ToArray();
        var rows = table.Rows.Select(row => Array.ConvertAll(row, Cell)).ToArray();
        var widths = header.Select((name, column) =>
            rows.Select(row => TerminalText.Width(row[column])).Append(TerminalText.Width(name)).Max()).ToArray();

        output.WriteLine(Line(header, widths));
        output.WriteLine(string.Join('+', widths.Select(width => new string('-', width + 2))));
        foreach (var row in rows)
        {
            output.WriteLine(Line(row, widths));
        }
    }

    private static string Cell(string? value) => value is null ? "NULL" : TerminalText.Escape(value);

    private static string Line(string[] cells, int[] widths) =>
        string.Join(" |", cells.Zip(widths, (cell, width) => " " + cell + new string(' ', width - TerminalText.Width(cell))))
            .TrimEnd(' ');
}
