namespace Ayb.Snapshots.Tests.Fixtures;

/// <summary>A clock for those who wait: it is as late as they want at once.</summary>
internal sealed class HurriedClock : TimeProvider
{
    private long _ticks;

    public TimeSpan Elapsed => new(Interlocked.Read(ref _ticks));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Elapsed.Ticks;

    public void Pass(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Pass(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
