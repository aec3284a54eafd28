using System.Diagnostics;
using System.Globalization;

namespace Ayb.Cli.Client.Output;

/// <summary>How far a transfer is, on one line that is gone when it ends.</summary>
/// <param name="output">Where somebody watches; <c>null</c> when nobody does.</param>
/// <param name="label">What is under way.</param>
/// <param name="total">How many bytes there will be; <c>null</c> when nobody knows.</param>
internal sealed class ProgressBar(TextWriter? output, string label, long? total)
{
    private const int Width = 30;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private long _shown;

    public void Show(long done)
    {
        if (output is null || (_shown != 0 && Stopwatch.GetElapsedTime(_shown) < Interval && done != total))
        {
            return;
        }

        _shown = Stopwatch.GetTimestamp();
        output.Write($"\r{label} {Bar(done)}\e[K");
        output.Flush();
    }

    public void Clear()
    {
        if (_shown != 0)
        {
            output?.Write("\r\e[K");
            output?.Flush();
        }
    }

    private string Bar(long done)
    {
        if (total is not > 0)
        {
            return Text(done);
        }

        var part = Math.Min(1, (double)done / total.Value);
        var filled = (int)(part * Width);
        return string.Create(
            CultureInfo.InvariantCulture, $"[{new string('#', filled)}{new string('.', Width - filled)}] {part,4:0%}  {Text(done)} of {Text(total.Value)}");
    }

    private static string Text(long bytes) => bytes switch
    {
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB"),
        >= 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KiB"),
    };
}
