using System.Diagnostics;

namespace Ayb.Benchmarks.Load;

/// <summary>Asks a hundred times a second, one request after the other, while something else goes on, and remembers its longest wait.</summary>
internal sealed class Bystander
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    private readonly Task<double> _asking;
    private volatile bool _isOver;

    /// <param name="http">Whom to ask.</param>
    /// <param name="next">What to ask for, by the number of the request.</param>
    public Bystander(HttpClient http, Func<int, Call> next) => _asking = AskAsync(http, next);

    /// <returns>Milliseconds of its longest wait.</returns>
    /// <exception cref="WrongAnswerException">It was refused what it asked for.</exception>
    public Task<double> StopAsync()
    {
        _isOver = true;
        return _asking;
    }

    private async Task<double> AskAsync(HttpClient http, Func<int, Call> next)
    {
        using var timer = new PeriodicTimer(Interval);
        var longest = 0.0;
        for (var number = 0; !_isOver && await timer.WaitForNextTickAsync(); number++)
        {
            var start = Stopwatch.GetTimestamp();
            await next(number).SendAsync(http);
            longest = Math.Max(longest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return longest;
    }
}
