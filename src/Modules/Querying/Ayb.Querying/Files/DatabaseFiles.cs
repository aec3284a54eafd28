using Ayb.Contracts;
using Ayb.Infrastructure.Requests;
using Ayb.Querying.Workers;

namespace Ayb.Querying.Files;

/// <summary>Puts whole files in the place of databases. Only workers open them as databases.</summary>
internal sealed class DatabaseFiles(
    WorkerPool workers,
    LoneWorkers lone,
    DatabaseCopies copies,
    DatabaseFolders folders,
    FileStamps stamps,
    UnkeptStates unkept,
    Quarantine quarantine,
    TimeProvider clock)
{
    private readonly KeyedLock<DatabaseId> _replacing = new();

    /// <summary>Puts another file in a database's place. Whoever cancels it does so as long as nothing has changed.</summary>
    public async Task<Result<Nothing>> ReplaceAsync(FileExchange exchange, CancellationToken cancellationToken)
    {
        var database = exchange.Database;
        using var turn = await _replacing.EnterAsync(database.Id, cancellationToken);
        var incoming = folders.NewIncoming(database.Id);
        try
        {
            var prepared = await exchange.Prepare(incoming, cancellationToken);
            if (!prepared.TryGet(out _, out var error)
                || !(await KeepEarlyAsync(exchange, cancellationToken)).TryGet(out var early, out error)
                || !(await RunAsync(exchange, early, cancellationToken)).TryGet(out var unstored, out error))
            {
                return error;
            }

            if (unstored is not null)
            {
                await unkept.KeepAsync(database, unstored, exchange.Keep, CancellationToken.None);
            }

            return new Nothing();
        }
        finally
        {
            DatabaseFolders.Delete(incoming);
        }
    }

    /// <summary>Makes the file of a database that does not exist yet, and puts it where the database will be.</summary>
    public async Task<Result<StagedFile>> StageAsync(
        HostedDatabase database, Func<string, CancellationToken, Task<Result<Nothing>>> prepare, CancellationToken cancellationToken)
    {
        var incoming = folders.NewIncoming(database.Id);
        try
        {
            var prepared = await prepare(incoming, cancellationToken);
            if (!prepared.TryGet(out _, out var error))
            {
                return error;
            }

            folders.Stage(database.Id);
            return new StagedFile(() => folders.Confirm(database.Id), () => folders.Drop(database.Id));
        }
        finally
        {
            DatabaseFolders.Delete(incoming);
        }
    }

    /// <summary>Deletes all files of a database that is no more, also damaged ones that were kept.</summary>
    public async Task RemoveAsync(DatabaseId database)
    {
        using var turn = await _replacing.EnterAsync(database, CancellationToken.None);
        await workers.EndAsync(database);
        folders.Remove(database);
        quarantine.Lift(folders.Of(database));
    }

    /// <summary>What makes a folder ready by writing its file, and checking it.</summary>
    public Func<string, CancellationToken, Task<Result<Nothing>>> Writing(
        HostedDatabase database, Func<Stream, CancellationToken, Task> write) => async (folder, cancellationToken) =>
    {
        await using (var file = new FileStream(Path.Combine(folder, DatabaseFolders.DatabaseFile), FileMode.CreateNew, FileAccess.Write))
        {
            await write(file, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        return await lone.AskAsync(database, folder, WorkerQuery.Check(), cancellationToken);
    };

    /// <returns>What could be kept; <c>null</c> when nothing could be.</returns>
    private async Task<Result<EarlyState?>> KeepEarlyAsync(FileExchange exchange, CancellationToken cancellationToken)
    {
        if (stamps.Of(exchange.Database.Id) is not { } written
            || !(await copies.CopyAsync(exchange.Database, isForOthers: false, cancellationToken)).TryGet(out var copy, out _))
        {
            // Why there is no copy is found out when nobody else is at it.
            return (EarlyState?)null;
        }

        await using (copy)
        {
            return (await exchange.Keep(copy, cancellationToken)).TryGet(out var state, out var error) ? new EarlyState(written, state) : error;
        }
    }

    /// <summary>While nobody can query it.</summary>
    /// <returns>The last state that is yet to be stored; <c>null</c> when there is nothing left to do.</returns>
    private async Task<Result<UnkeptState?>> RunAsync(FileExchange exchange, EarlyState? early, CancellationToken cancellationToken)
    {
        var database = exchange.Database.Id;
        await using var pause = await workers.PauseAsync(exchange.Database);
        if (!(await exchange.MayStill(cancellationToken)).TryGet(out _, out var error))
        {
            return error;
        }

        if (quarantine.RefusalOf(folders.Of(database)) is not null)
        {
            // It can't be copied, and may be all that somebody has.
            Exchange(database, DatabaseFolders.NewDamagedName(database));
            return (UnkeptState?)null;
        }

        var isKept = early?.State == KeptState.Unwanted || (early is not null && early.Written == stamps.Of(database));
        if (!isKept && early?.State == KeptState.Stored && !folders.HasUnkept(database))
        {
            var last = folders.NewUnkept(database, clock.GetUtcNow());
            return Exchange(database, Path.GetFileName(last.Folder)) ? last : null;
        }

        if (!isKept && !(await KeepLastAsync(exchange, cancellationToken)).TryGet(out _, out error))
        {
            return error;
        }

        Exchange(database, keepAs: null);
        return (UnkeptState?)null;
    }

    private bool Exchange(DatabaseId database, string? keepAs)
    {
        var stays = folders.Exchange(database, keepAs);
        quarantine.Lift(folders.Of(database));
        return stays;
    }

    private async Task<Result<KeptState>> KeepLastAsync(FileExchange exchange, CancellationToken cancellationToken)
    {
        var copied = await copies.CopyAloneAsync(exchange.Database, cancellationToken);
        if (!copied.TryGet(out var copy, out var error))
        {
            return error;
        }

        await using (copy)
        {
            return await exchange.Keep(copy, cancellationToken);
        }
    }

    /// <param name="Written">The stamp of the files before they were copied.</param>
    /// <param name="State">What has become of the copy.</param>
    private sealed record EarlyState(string Written, KeptState State);
}
