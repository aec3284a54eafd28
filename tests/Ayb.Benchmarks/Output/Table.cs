namespace Ayb.Benchmarks.Output;

/// <summary>A Markdown table that reads well as it is.</summary>
internal sealed class Table(params IReadOnlyList<string> columns)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    public void Add(params IReadOnlyList<string> cells) => _rows.Add(cells);

    public IEnumerable<string> Lines()
    {
        var widths = columns.Select((name, column) => Math.Max(3, Cells(column).Append(name).Max(cell => cell.Length))).ToList();
        var numeric = columns.Select((_, column) => Cells(column).All(cell => cell == "" || char.IsAsciiDigit(cell[0]))).ToList();
        yield return Line(columns);
        yield return $"|{string.Join('|', widths.Select((width, column) => $" {new string('-', width - 1)}{(numeric[column] ? ':' : '-')} "))}|";
        foreach (var row in _rows)
        {
            yield return Line(row);
        }

        string Line(IReadOnlyList<string> cells) =>
            $"|{string.Join('|', cells.Select((cell, column) => $" {(numeric[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))} "))}|";
    }

    private IEnumerable<string> Cells(int column) => _rows.Select(row => row[column]);
}
