using Ayb.Contracts;
using Ayb.Infrastructure.Requests;
using Ayb.Querying.Protocol;
using Ayb.Querying.Workers;

namespace Ayb.Querying.Files;

/// <summary>Whole files of databases, in and out. Only workers open them as databases.</summary>
internal sealed class DatabaseFiles(WorkerPool workers, WorkerLauncher launcher, LimitTable limits, DatabaseFolders folders, Quarantine quarantine)
{
    private readonly KeyedLock<DatabaseId> _replacing = new();

    /// <summary>Copies a database while it is in use.</summary>
    public async Task<Result<DatabaseCopy>> CopyAsync(HostedDatabase database, CancellationToken cancellationToken)
    {
        var name = DatabaseFolders.NewCopyName();
        var begun = await workers.BeginAsync(database, WorkerQuery.Copy(name), cancellationToken);
        return begun.TryGet(out var copying, out var error)
            && (await EndAsync(copying, cancellationToken)).TryGet(out _, out error)
                ? OpenCopy(folders.Of(database.Id), name)
                : error;
    }

    /// <summary>Puts another file in a database's place.</summary>
    public async Task<Result<Nothing>> ReplaceAsync(PutInPlace request, CancellationToken cancellationToken)
    {
        var database = request.Database;
        using var turn = await _replacing.EnterAsync(database.Id, cancellationToken);
        var incoming = folders.NewIncoming(database.Id);
        try
        {
            await WriteAsync(Path.Combine(incoming, DatabaseFolders.DatabaseFile), request.Write, cancellationToken);
            var check = await AskAloneAsync(
                () => launcher.StartAsideAsync(database.Id, incoming, LimitsOf(database)), WorkerQuery.Check(), cancellationToken);
            if (!check.TryGet(out _, out var error))
            {
                return error;
            }

            await using var pause = await workers.PauseAsync(database);
            var kept = await KeepAsync(database, request.Keep, cancellationToken);
            if (kept.TryGet(out var damagedAs, out error))
            {
                folders.Exchange(database.Id, damagedAs);
                quarantine.Lift(folders.Of(database.Id));
                return new Nothing();
            }

            return error;
        }
        finally
        {
            DatabaseFolders.Delete(incoming);
        }
    }

    private WorkerLimits LimitsOf(HostedDatabase database) => limits.Of(database.Owner, database.Slug).Worker;

    private static async Task WriteAsync(
        string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        await write(file, cancellationToken);
        file.Flush(flushToDisk: true);
    }

    /// <returns>The name under which the folder stays: a damaged file can't be copied, and may be all that somebody has.</returns>
    private async Task<Result<string?>> KeepAsync(
        HostedDatabase database, Func<DatabaseCopy, CancellationToken, Task<Result<Nothing>>> keep, CancellationToken cancellationToken)
    {
        var (folder, name) = (folders.Of(database.Id), DatabaseFolders.NewCopyName());
        if (quarantine.RefusalOf(folder) is not null)
        {
            return $"{database.Id}.damaged-{Guid.CreateVersion7():N}";
        }

        var copied = await AskAloneAsync(() => launcher.StartAsync(database.Id, LimitsOf(database)), WorkerQuery.Copy(name), cancellationToken);
        if (!copied.TryGet(out _, out var error) || !OpenCopy(folder, name).TryGet(out var copy, out error))
        {
            return error;
        }

        await using (copy)
        {
            return (await keep(copy, cancellationToken)).TryGet(out _, out error) ? (string?)null : error;
        }
    }

    /// <summary>Asks a worker that serves nobody else.</summary>
    private static async Task<Result<Nothing>> AskAloneAsync(
        Func<Task<Result<WorkerProcess>>> start, WorkerQuery query, CancellationToken cancellationToken)
    {
        var started = await start();
        if (!started.TryGet(out var worker, out var error))
        {
            return error;
        }

        try
        {
            return worker.TryStart(query) is { } asked ? await EndAsync(asked, cancellationToken) : WorkerProcess.Gone;
        }
        finally
        {
            await worker.StopAsync();
        }
    }

    private static async Task<Result<Nothing>> EndAsync(PendingAnswer asked, CancellationToken cancellationToken)
    {
        var started = await QueryAnswer.StartAsync(asked, cancellationToken);
        if (!started.TryGet(out var answer, out var error))
        {
            return error;
        }

        await answer.DisposeAsync();
        return new Nothing();
    }

    /// <summary>From here on it has no name: it is gone with whoever reads it, also if that is a server that dies.</summary>
    private static Result<DatabaseCopy> OpenCopy(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            File.Delete(path);
            return new DatabaseCopy(file, file.Length);
        }
        catch (FileNotFoundException)
        {
            // A new worker that was started meanwhile has tidied up.
            return WorkerLauncher.NotOpened;
        }
    }
}
