namespace Ayb.Benchmarks.Output;

/// <summary>A Markdown table that reads well as it is.</summary>
internal sealed class Table(params IReadOnlyList<string> columns)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    public void Add(params IReadOnlyList<string> cells) => _rows.Add(cells);

    public IEnumerable<string> Lines()
    {
        var widths = columns.Select((name, column) => Math.Max(3, _rows.Select(row => row[column].Length).Append(name.Length).Max())).ToList();
        yield return Line(columns, widths);
        yield return $"|{string.Join('|', widths.Select((width, column) => $" {new string('-', width - 1)}{(column == 0 ? "-" : ":")} "))}|";
        foreach (var row in _rows)
        {
            yield return Line(row, widths);
        }
    }

    private static string Line(IReadOnlyList<string> cells, List<int> widths) =>
        $"|{string.Join('|', cells.Select((cell, column) => $" {(column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))} "))}|";
}
