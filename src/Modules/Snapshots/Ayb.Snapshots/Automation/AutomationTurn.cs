namespace Ayb.Snapshots.Automation;

/// <summary>One run at a time, and what a run leaves to the next.</summary>
internal sealed class AutomationTurn : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>When the storage was last tidied up; read and written by the run that has the turn.</summary>
    public DateTimeOffset TidiedAt { get; set; } = DateTimeOffset.MinValue;

    /// <returns>To be disposed when the run is over.</returns>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new Leaving(_turn);
    }

    public void Dispose() => _turn.Dispose();

    private sealed class Leaving(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
