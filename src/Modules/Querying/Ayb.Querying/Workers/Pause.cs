namespace Ayb.Querying.Workers;

/// <summary>A database that is out of service: whoever asks for it waits until this is disposed.</summary>
internal sealed class Pause(TaskCompletionSource over) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        over.TrySetResult();
        return ValueTask.CompletedTask;
    }
}
