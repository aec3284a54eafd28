namespace Ayb.Snapshots.Automation;

/// <summary>One run at a time.</summary>
internal sealed class AutomationTurn : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

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
