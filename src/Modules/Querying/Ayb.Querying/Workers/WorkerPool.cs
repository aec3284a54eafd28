using System.Collections.Concurrent;
using Ayb.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ayb.Querying.Workers;

/// <summary>One worker for each open database: started by the first query, stopped when idle, replaced when it dies.</summary>
internal sealed class WorkerPool(WorkerLauncher launcher, QueryingOptions options, ILogger<WorkerPool> logger) : BackgroundService
{
    /// <summary>A worker ends each request by itself in less; one that does not is stuck.</summary>
    private static readonly TimeSpan StuckAfter = TimeSpan.FromSeconds(40);

    /// <summary>To find a worker that lives long enough to take a request.</summary>
    private const int MostAttempts = 5;

    private readonly ConcurrentDictionary<DatabaseId, Lazy<Task<Result<WorkerProcess>>>> _workers = new();

    public async Task<Result<QueryAnswer>> RunAsync(
        DatabaseId database, WorkerQuery query, CancellationToken cancellationToken)
    {
        var begun = await BeginAsync(database, query, cancellationToken);
        return begun.TryGet(out var pending, out var error) ? await QueryAnswer.StartAsync(pending, cancellationToken) : error;
    }

    /// <summary>Hands it to a worker that takes it; nothing of the answer is there yet.</summary>
    public async ValueTask<Result<PendingAnswer>> BeginAsync(
        DatabaseId database, WorkerQuery query, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var slot = _workers.GetOrAdd(database, _ => new Lazy<Task<Result<WorkerProcess>>>(() => StartAsync(database)));
            var started = await slot.Value.WaitAsync(cancellationToken);
            if (!started.TryGet(out var worker, out var error))
            {
                Remove(database, slot);
                return error;
            }

            if (worker.TryStart(query) is { } pending)
            {
                return pending;
            }

            // It was on its way out; nothing has been sent, so the next one may serve.
            Remove(database, slot);
        }

        return WorkerLauncher.NotOpened;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_workers.Values.Where(slot => slot.IsValueCreated).Select(StopAsync));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await Task.WhenAll(Running().Select(running => LookAfterAsync(running.Database, running.Slot, running.Worker)));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task LookAfterAsync(DatabaseId database, Lazy<Task<Result<WorkerProcess>>> slot, WorkerProcess worker)
    {
        if (worker.Ended.IsCompleted)
        {
            Remove(database, slot);
        }
        else if (worker.OldestRequest > StuckAfter)
        {
            worker.Kill();
        }
        else if (worker.IdleTime > options.IdleTime && worker.TryRetire())
        {
            Remove(database, slot);
            await worker.StopAsync();
            Log.WorkerStopped(logger, database);
        }
    }

    private static async Task StopAsync(Lazy<Task<Result<WorkerProcess>>> slot)
    {
        // Also one that is on its way: it would outlive the server.
        if ((await slot.Value).TryGet(out var worker, out _))
        {
            await worker.StopAsync();
        }
    }

    private async Task<Result<WorkerProcess>> StartAsync(DatabaseId database)
    {
        var started = await launcher.StartAsync(database);
        if (started.TryGet(out var worker, out _))
        {
            _ = ReportDeathAsync(database, worker, worker.ProcessId);
        }

        return started;
    }

    private async Task ReportDeathAsync(DatabaseId database, WorkerProcess worker, int processId)
    {
        if (await worker.Ended is { } reason)
        {
            Log.WorkerDied(logger, database, processId, reason);
        }
    }

    private IEnumerable<(DatabaseId Database, Lazy<Task<Result<WorkerProcess>>> Slot, WorkerProcess Worker)> Running()
    {
        foreach (var (database, slot) in _workers)
        {
            if (IsRunning(slot, out var worker))
            {
                yield return (database, slot, worker);
            }
        }
    }

    private static bool IsRunning(Lazy<Task<Result<WorkerProcess>>> slot, out WorkerProcess worker)
    {
        worker = null!;
        return slot is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }
            && slot.Value.Result.TryGet(out worker!, out _);
    }

    private void Remove(DatabaseId database, Lazy<Task<Result<WorkerProcess>>> slot) =>
        _workers.TryRemove(KeyValuePair.Create(database, slot));
}
