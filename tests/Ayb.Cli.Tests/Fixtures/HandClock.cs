using System.Collections.Concurrent;

namespace Ayb.Cli.Tests.Fixtures;

/// <summary>A clock that is moved by hand, two hours east of Greenwich, and remembers who set it for when.</summary>
internal sealed class HandClock : TimeProvider
{
    private readonly ConcurrentQueue<HandTimer> _timers = new();
    private long _ticks;

    public override TimeZoneInfo LocalTimeZone { get; } =
        TimeZoneInfo.CreateCustomTimeZone("here", TimeSpan.FromHours(2), displayName: null, standardDisplayName: null);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public IEnumerable<TimeSpan> Alarms => _timers.Select(timer => timer.DueTime);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HandTimer(() => callback(state), dueTime);
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            _timers.Enqueue(timer);
        }

        return timer;
    }

    /// <summary>Whatever it was set for happens.</summary>
    public void Advance(TimeSpan by)
    {
        Interlocked.Add(ref _ticks, by.Ticks);
        foreach (var timer in _timers)
        {
            timer.Ring();
        }
    }
}
