namespace Ayb.Email.Delivery;

/// <summary>Wakes the sender when the outbox has changed.</summary>
internal sealed class OutboxSignal : IDisposable
{
    private readonly SemaphoreSlim _changes = new(0);

    public void Raise() => _changes.Release();

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _changes.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _changes.Dispose();
}
