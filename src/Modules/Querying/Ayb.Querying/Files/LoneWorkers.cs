using Ayb.Contracts;
using Ayb.Querying.Protocol;
using Ayb.Querying.Workers;

namespace Ayb.Querying.Files;

/// <summary>Workers that are started for one piece of work, and serve nobody else.</summary>
internal sealed class LoneWorkers(WorkerLauncher launcher, LimitTable limits)
{
    /// <summary>On the database's own folder, which nobody else has open.</summary>
    public Task<Result<Nothing>> AskAsync(HostedDatabase database, WorkerQuery query, CancellationToken cancellationToken) =>
        AskAsync(() => launcher.StartAsync(database.Id, LimitsOf(database)), query, cancellationToken);

    /// <summary>On a folder beside it. What is wrong with its file is the file's own affair.</summary>
    public Task<Result<Nothing>> AskAsync(
        HostedDatabase database, string folder, WorkerQuery query, CancellationToken cancellationToken) =>
        AskAsync(() => launcher.StartAsideAsync(database.Id, folder, LimitsOf(database)), query, cancellationToken);

    /// <summary>On a folder beside it, for more than one request. What is wrong with its file is the file's own affair.</summary>
    public async Task<Result<LoneWorker>> StartAsync(HostedDatabase database, string folder) =>
        (await launcher.StartAsideAsync(database.Id, folder, LimitsOf(database))).TryGet(out var worker, out var error) ? new LoneWorker(worker) : error;

    private WorkerLimits LimitsOf(HostedDatabase database) => limits.Of(database.Owner, database.Slug).Worker;

    private static async Task<Result<Nothing>> AskAsync(
        Func<Task<Result<WorkerProcess>>> start, WorkerQuery query, CancellationToken cancellationToken)
    {
        var started = await start();
        if (!started.TryGet(out var worker, out var error))
        {
            return error;
        }

        try
        {
            return worker.TryStart(query) is { } asked ? await asked.EndAsync(cancellationToken) : WorkerProcess.Gone;
        }
        finally
        {
            await worker.StopAsync();
        }
    }
}
