namespace Ayb.Snapshots;

/// <summary>What only one may be at, whoever asks for it; the others wait.</summary>
internal abstract class SingleTurn : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <returns>To be disposed when the turn is over.</returns>
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
