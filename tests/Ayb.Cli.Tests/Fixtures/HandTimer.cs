namespace Ayb.Cli.Tests.Fixtures;

internal sealed class HandTimer(Action ring, TimeSpan dueTime) : ITimer
{
    public TimeSpan DueTime => dueTime;

    public void Ring() => ring();

    public bool Change(TimeSpan dueTime, TimeSpan period) => true;

    public void Dispose()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
