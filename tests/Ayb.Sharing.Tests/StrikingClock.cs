using Ayb.Testing;

namespace Ayb.Sharing.Tests;

/// <summary>A clock whose timers go off when the test says so.</summary>
internal sealed class StrikingClock : TimeProvider
{
    private readonly ManualClock _time = new();
    private readonly Lock _lock = new();
    private readonly List<Timer> _running = [];

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

    public void Advance(TimeSpan by) => _time.Advance(by);

    public void Strike()
    {
        lock (_lock)
        {
            _running.ForEach(timer => timer.Ring());
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        lock (_lock)
        {
            _running.Add(timer);
        }

        return timer;
    }

    private void Stop(Timer timer)
    {
        lock (_lock)
        {
            _running.Remove(timer);
        }
    }

    private sealed class Timer(StrikingClock clock, TimerCallback callback, object? state) : ITimer
    {
        public void Ring() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => clock.Stop(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
