namespace Ayb.Snapshots.Disaster;

/// <summary>One snapshot of the metadata at a time, whoever asks for it.</summary>
internal sealed class MetadataTurn : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <returns>To be disposed when it is over.</returns>
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
