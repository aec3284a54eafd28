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
    Quarantine quarantine)
{
    private readonly KeyedLock<DatabaseId> _replacing = new();

    /// <summary>Puts another file in a database's place.</summary>
    /// <param name="database">Whose place it is.</param>
    /// <param name="prepare">Makes <c>database.sqlite</c> in a folder, and makes sure that it is sound.</param>
    /// <param name="keep">
    /// Told what the database is while it is in use, and once more of its very last state if it was written to since. Nobody waits for the
    /// latter if the former could be stored.
    /// </param>
    /// <param name="cancellationToken">Ends it as long as nothing has changed.</param>
    public async Task<Result<Nothing>> ReplaceAsync(
        HostedDatabase database,
        Func<string, CancellationToken, Task<Result<Nothing>>> prepare,
        Func<DatabaseCopy, CancellationToken, Task<Result<KeptState>>> keep,
        CancellationToken cancellationToken)
    {
        using var turn = await _replacing.EnterAsync(database.Id, cancellationToken);
        var incoming = folders.NewIncoming(database.Id);
        try
        {
            var prepared = await prepare(incoming, cancellationToken);
            if (!prepared.TryGet(out _, out var error)
                || !(await KeepEarlyAsync(database, keep, cancellationToken)).TryGet(out var early, out error)
                || !(await ExchangeAsync(database, early, keep, cancellationToken)).TryGet(out var aside, out error))
            {
                return error;
            }

            if (aside is not null)
            {
                await unkept.KeepAsync(database, aside, keep);
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
    private async Task<Result<EarlyState?>> KeepEarlyAsync(
        HostedDatabase database, Func<DatabaseCopy, CancellationToken, Task<Result<KeptState>>> keep, CancellationToken cancellationToken)
    {
        if (stamps.Of(database.Id) is not { } written
            || !(await copies.CopyAsync(database, isForOthers: false, cancellationToken)).TryGet(out var copy, out _))
        {
            // Why there is no copy is found out when nobody else is at it.
            return (EarlyState?)null;
        }

        await using (copy)
        {
            return (await keep(copy, cancellationToken)).TryGet(out var state, out var error) ? new EarlyState(written, state) : error;
        }
    }

    /// <summary>While nobody can query it.</summary>
    /// <returns>Where the last state is that is yet to be stored; <c>null</c> when there is nothing left to do.</returns>
    private async Task<Result<string?>> ExchangeAsync(
        HostedDatabase database,
        EarlyState? early,
        Func<DatabaseCopy, CancellationToken, Task<Result<KeptState>>> keep,
        CancellationToken cancellationToken)
    {
        await using var pause = await workers.PauseAsync(database);
        if (quarantine.RefusalOf(folders.Of(database.Id)) is not null)
        {
            // It can't be copied, and may be all that somebody has.
            Exchange(database, DatabaseFolders.NewDamagedName(database.Id));
            return (string?)null;
        }

        if (early?.State == KeptState.Unwanted || (early is not null && early.Written == stamps.Of(database.Id)))
        {
            return Exchange(database, keepAs: null);
        }

        if (early?.State == KeptState.Stored)
        {
            return Exchange(database, DatabaseFolders.NewUnkeptName(database.Id));
        }

        return (await KeepLastAsync(database, keep, cancellationToken)).TryGet(out _, out var error) ? Exchange(database, keepAs: null) : error;
    }

    private string? Exchange(HostedDatabase database, string? keepAs)
    {
        var aside = folders.Exchange(database.Id, keepAs);
        quarantine.Lift(folders.Of(database.Id));
        return aside;
    }

    private async Task<Result<KeptState>> KeepLastAsync(
        HostedDatabase database, Func<DatabaseCopy, CancellationToken, Task<Result<KeptState>>> keep, CancellationToken cancellationToken)
    {
        var copied = await copies.CopyAloneAsync(database, cancellationToken);
        if (!copied.TryGet(out var copy, out var error))
        {
            return error;
        }

        await using (copy)
        {
            return await keep(copy, cancellationToken);
        }
    }

    /// <param name="Written">The stamp of the files before they were copied.</param>
    /// <param name="State">What has become of the copy.</param>
    private sealed record EarlyState(string Written, KeptState State);
}
