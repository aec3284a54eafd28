using System.Diagnostics;
using Ayb.Contracts;

namespace Ayb.Querying.Workers;

/// <summary>A database with its worker, or with the one that is on its way.</summary>
internal sealed class OpenDatabase
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(5);

    private readonly Lazy<Task<Result<WorkerProcess>>> _starting;
    private int _waiting;
    private volatile bool _isClosing;

    public OpenDatabase(DatabaseId id, GrantedLimits limits, Func<OpenDatabase, Task<Result<WorkerProcess>>> start)
    {
        (Id, Limits) = (id, limits);
        _starting = new Lazy<Task<Result<WorkerProcess>>>(() => start(this));
    }

    public DatabaseId Id { get; }

    public GrantedLimits Limits { get; }

    /// <summary>Completes when the worker has ended and its place is free.</summary>
    public Task Ended { get; set; } = Task.CompletedTask;

    /// <summary>As many requests run and wait as may. A few more get past it at the same moment on other threads.</summary>
    public bool IsFull => Volatile.Read(ref _waiting) + (Running?.InFlight ?? 0) >= Limits.QueuedQueries;

    /// <summary>The worker, once it is ready.</summary>
    public WorkerProcess? Running =>
        _starting is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } && _starting.Value.Result.TryGet(out var worker, out _)
            ? worker
            : null;

    /// <summary>Waits for the worker; the first who does so has it started.</summary>
    public async ValueTask<Result<WorkerProcess>> StartedAsync(CancellationToken cancellationToken)
    {
        if (Running is { } worker)
        {
            return worker;
        }

        Interlocked.Increment(ref _waiting);
        try
        {
            return await _starting.Value.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Another takes its place: no worker is started for it any more.</summary>
    public bool IsClosing => _isClosing;

    /// <summary>Lets what runs come to its end, in the time that it may take, and ends the worker. Sessions are rolled back.</summary>
    public async Task DrainAsync()
    {
        // Also when nobody has started it yet: whoever holds this could still do so.
        _isClosing = true;
        if (!(await _starting.Value).TryGet(out var worker, out _))
        {
            return;
        }

        var start = Stopwatch.GetTimestamp();
        worker.EndSessions();
        while (!worker.TryRetire() && !worker.Ended.IsCompleted && Stopwatch.GetElapsedTime(start) < Limits.StuckAfter)
        {
            await Task.Delay(LookAgain);
        }

        await StopAsync();
    }

    /// <summary>Ends the worker, and waits for nothing that runs there. Sessions are rolled back.</summary>
    public Task EndAsync()
    {
        _isClosing = true;
        Running?.EndSessions();
        return StopAsync();
    }

    /// <summary>Ends the worker, also one that is on its way: it would outlive the server.</summary>
    public async Task StopAsync()
    {
        if (_starting.IsValueCreated && (await _starting.Value).TryGet(out var worker, out _))
        {
            await worker.StopAsync();
            await Ended;
        }
    }
}
