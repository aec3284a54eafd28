using System.Collections.Concurrent;
using System.Globalization;
using Ayb.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ayb.Querying.Workers;

/// <summary>
/// One worker for each open database: started by the first query, stopped when idle or when another needs its place,
/// replaced when it dies.
/// </summary>
internal sealed class WorkerPool(
    WorkerLauncher launcher, QueryingOptions options, LimitsOptions limits, LimitTable table, StuckReaders stuck, ILogger<WorkerPool> logger)
    : BackgroundService
{
    /// <summary>From then on the worker's others go first: whoever asks for little should not wait for who asks for much.</summary>
    private static readonly TimeSpan LongRequest = TimeSpan.FromSeconds(1);

    /// <summary>To find a worker that lives long enough to take a request.</summary>
    private const int MostAttempts = 5;

    private readonly ConcurrentDictionary<DatabaseId, OpenDatabase> _open = new();
    private int _places = limits.OpenDatabases;

    public static AybError TooManyWait(int most) => new(
        ErrorKind.TooManyRequests,
        string.Create(CultureInfo.InvariantCulture, $"{most} requests to this database run or wait already (limits.queued_queries); try again in a moment."))
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    public async Task<Result<QueryAnswer>> RunAsync(HostedDatabase database, WorkerQuery query, CancellationToken cancellationToken)
    {
        var begun = await BeginAsync(database, query, cancellationToken);
        return begun.TryGet(out var pending, out var error) ? await QueryAnswer.StartAsync(pending, cancellationToken) : error;
    }

    /// <summary>Hands it to a worker that takes it; nothing of the answer is there yet.</summary>
    public async ValueTask<Result<PendingAnswer>> BeginAsync(HostedDatabase database, WorkerQuery query, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var open = _open.TryGetValue(database.Id, out var found) ? found : Add(database);
            if (open.IsFull)
            {
                return TooManyWait(open.Limits.QueuedQueries);
            }

            var started = await open.StartedAsync(cancellationToken);
            if (!started.TryGet(out var worker, out var error))
            {
                Remove(open);
                if (open.IsClosing)
                {
                    continue;
                }

                return error;
            }

            if (worker.TryStart(query) is { } pending)
            {
                return pending;
            }

            // It was on its way out; nothing has been sent, so the next one may serve.
            Remove(open);
        }

        return WorkerLauncher.NotOpened;
    }

    /// <summary>Ends what runs on a database, and lets nothing begin until the result is disposed.</summary>
    public async Task<Pause> PauseAsync(HostedDatabase database)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var after = new OpenDatabase(database.Id, table.Of(database.Owner, database.Slug), async open =>
        {
            await over.Task;
            return await StartAsync(open);
        });

        var before = Add(database);
        while (!_open.TryUpdate(database.Id, after, before))
        {
            before = Add(database);
        }

        await before.DrainAsync();
        return new Pause(over);
    }

    /// <summary>Ends what runs on a database that nobody may reach any more, and its sessions.</summary>
    // It keeps its entry: whoever comes by takes it away, also from a pause, once that is over.
    public Task EndAsync(DatabaseId database) =>
        _open.TryGetValue(database, out var open) ? open.EndAsync() : Task.CompletedTask;

    /// <summary>Ends the worker of a database that nobody asks for any more.</summary>
    /// <returns><c>false</c> when something runs.</returns>
    public async Task<bool> TryEndAsync(DatabaseId database)
    {
        if (_open.TryGetValue(database, out var open))
        {
            if (open.Running is { InFlight: > 0 })
            {
                return false;
            }

            await CloseAsync(open);
        }

        return true;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_open.Values.Select(open => open.StopAsync()));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await Task.WhenAll(_open.Values.Select(LookAfterAsync));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private AybError TooManyOpen() => new(
        ErrorKind.Unavailable,
        string.Create(CultureInfo.InvariantCulture, $"{limits.OpenDatabases} databases are open and busy, as many as may be (limits.open_databases); try again in a moment."))
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    private OpenDatabase Add(HostedDatabase database) =>
        _open.GetOrAdd(database.Id, id => new OpenDatabase(id, table.Of(database.Owner, database.Slug), StartAsync));

    private async Task LookAfterAsync(OpenDatabase open)
    {
        if (open.Running is not { } worker)
        {
            return;
        }

        if (worker.Ended.IsCompleted)
        {
            Remove(open);
        }
        else if (worker.OldestRequest > open.Limits.StuckAfter)
        {
            worker.Kill();
        }
        else if (worker.IdleTime > options.IdleTime && worker.TryRetire())
        {
            await CloseAsync(open);
        }
        else
        {
            worker.Share.Set(yields: worker.OldestRequest > LongRequest);
        }
    }

    private async Task<Result<WorkerProcess>> StartAsync(OpenDatabase open)
    {
        if (open.IsClosing)
        {
            return WorkerLauncher.NotOpened;
        }

        if (!await TryTakePlaceAsync())
        {
            return TooManyOpen();
        }

        WorkerProcess? worker = null;
        try
        {
            var started = await launcher.StartAsync(open.Id, open.Limits.Worker);
            if (started.TryGet(out worker, out _))
            {
                worker.ReaderIsStuck = reader =>
                {
                    stuck.Add(open.Id, reader);
                    Log.ReaderIsStuck(logger, open.Id, reader);
                };
                open.Ended = SeeOutAsync(open.Id, worker, worker.ProcessId);
            }

            return started;
        }
        finally
        {
            if (worker is null)
            {
                Interlocked.Increment(ref _places);
            }
        }
    }

    /// <summary>Takes a place; if there is none, that of the database which has been idle for the longest time.</summary>
    private async Task<bool> TryTakePlaceAsync()
    {
        while (Interlocked.Decrement(ref _places) < 0)
        {
            Interlocked.Increment(ref _places);
            var idle = _open.Values
                .Where(open => open.Running is { InFlight: 0 })
                .OrderByDescending(open => open.Running!.IdleTime)
                .FirstOrDefault(open => open.Running!.TryRetire());
            if (idle is null)
            {
                return false;
            }

            await CloseAsync(idle);
        }

        return true;
    }

    /// <summary>Ends a worker that has retired, or that nobody asks any more.</summary>
    private async Task CloseAsync(OpenDatabase open)
    {
        Remove(open);
        await open.StopAsync();
        Log.WorkerStopped(logger, open.Id);
    }

    private async Task SeeOutAsync(DatabaseId database, WorkerProcess worker, int processId)
    {
        if (await worker.Ended is { } reason)
        {
            Log.WorkerDied(logger, database, processId, reason);
        }

        Interlocked.Increment(ref _places);
    }

    private void Remove(OpenDatabase open) => _open.TryRemove(KeyValuePair.Create(open.Id, open));
}
