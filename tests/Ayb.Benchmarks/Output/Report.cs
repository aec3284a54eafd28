using System.Globalization;

namespace Ayb.Benchmarks.Output;

/// <summary>The document on one stream, and on another what is going on meanwhile.</summary>
internal sealed class Report(TextWriter document, TextWriter progress)
{
    private bool _started;

    public void Heading(string text) => Write([$"{(_started ? "###" : "##")} {text}"]);

    public void Line(string text) => Write([text]);

    public void Table(Table table) => Write(table.Lines());

    public void Progress(string doing) => progress.WriteLine($"… {doing}");

    /// <returns>Milliseconds for a document.</returns>
    public static string Time(double milliseconds) => $"{Number(milliseconds, milliseconds < 100 ? 2 : 0)} ms";

    /// <returns>Memory for a document.</returns>
    public static string Memory(long kibibytes) => $"{Number(kibibytes / 1024.0, 1)} MiB";

    /// <returns>A number for a document.</returns>
    public static string Number(double value, int decimals = 0) => value.ToString($"N{decimals}", CultureInfo.InvariantCulture);

    private void Write(IEnumerable<string> lines)
    {
        if (_started)
        {
            document.WriteLine();
        }

        foreach (var line in lines)
        {
            document.WriteLine(line);
        }

        document.Flush();
        _started = true;
    }
}
