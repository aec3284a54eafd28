namespace Ayb.Email.Tests;

/// <summary>A clock whose timers wait for the test: from its word on they are all up.</summary>
internal sealed class HastyClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Timer> _running = [];
    private bool _isUp;

    /// <summary>The time is up, for every timer that runs and for those to come.</summary>
    public void RunOut()
    {
        List<Timer> running;
        lock (_lock)
        {
            _isUp = true;
            running = [.. _running];
        }

        running.ForEach(timer => timer.Ring());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        bool isUp;
        lock (_lock)
        {
            _running.Add(timer);
            isUp = _isUp;
        }

        if (isUp)
        {
            ThreadPool.QueueUserWorkItem(_ => timer.Ring());
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

    private sealed class Timer(HastyClock clock, TimerCallback callback, object? state) : ITimer
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
