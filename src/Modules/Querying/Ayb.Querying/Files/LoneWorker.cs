using Ayb.Contracts;
using Ayb.Querying.Protocol;
using Ayb.Querying.Workers;

namespace Ayb.Querying.Files;

/// <summary>A worker that serves nobody else; it ends when this is disposed.</summary>
internal sealed class LoneWorker(WorkerProcess worker) : IAsyncDisposable
{
    public async Task<Result<QueryAnswer>> AskAsync(WorkerQuery query, CancellationToken cancellationToken) =>
        worker.TryStart(query) is { } asked ? await QueryAnswer.StartAsync(asked, cancellationToken) : WorkerProcess.Gone;

    /// <summary>For what is answered by nothing but that it is done.</summary>
    public async Task<Result<Nothing>> EndAsync(WorkerQuery query, CancellationToken cancellationToken) =>
        worker.TryStart(query) is { } asked ? await asked.EndAsync(cancellationToken) : WorkerProcess.Gone;

    /// <summary>For what is answered by a count.</summary>
    public async Task<Result<LoadedRows>> CountAsync(WorkerQuery query, CancellationToken cancellationToken) =>
        worker.TryStart(query) is { } asked ? await asked.CountAsync(cancellationToken) : WorkerProcess.Gone;

    public async ValueTask DisposeAsync() => await worker.StopAsync();
}
