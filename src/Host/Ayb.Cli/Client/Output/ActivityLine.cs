using System.Globalization;

namespace Ayb.Cli.Client.Output;

/// <summary>What is under way, and since when, on one line that is gone when it ends.</summary>
internal sealed class ActivityLine : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly TextWriter _output;
    private readonly string _label;
    private readonly TimeProvider _clock;
    private readonly long _begun;
    private readonly PeriodicTimer _timer;
    private readonly Task _showing;

    private ActivityLine(TextWriter output, string label, TimeProvider clock)
    {
        (_output, _label, _clock) = (output, label, clock);
        _begun = clock.GetTimestamp();
        _timer = new PeriodicTimer(Interval, clock);
        _showing = ShowAsync();
    }

    /// <param name="output">Where somebody watches; <c>null</c> when nobody does, and then there is no line.</param>
    /// <param name="label">What is under way.</param>
    /// <param name="clock">Tells since when.</param>
    public static ActivityLine? Begin(TextWriter? output, string label, TimeProvider clock) =>
        output is null ? null : new ActivityLine(output, label, clock);

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _showing;
        _output.Write("\r\e[K");
        _output.Flush();
    }

    private async Task ShowAsync()
    {
        do
        {
            var elapsed = _clock.GetElapsedTime(_begun);
            _output.Write(string.Create(
                CultureInfo.InvariantCulture, $"\r{_label} {(long)elapsed.TotalMinutes}:{elapsed.Seconds:00}\e[K"));
            _output.Flush();
        }
        while (await _timer.WaitForNextTickAsync());
    }
}
