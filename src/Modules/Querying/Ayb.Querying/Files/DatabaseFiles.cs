using Ayb.Contracts;
using Ayb.Infrastructure.Requests;
using Ayb.Querying.Workers;

namespace Ayb.Querying.Files;

/// <summary>Puts whole files in the place of databases. Only workers open them as databases.</summary>
internal sealed class DatabaseFiles(
    WorkerPool workers, LoneWorkers lone, DatabaseCopies copies, DatabaseFolders folders, FileStamps stamps, Quarantine quarantine)
{
    private readonly KeyedLock<DatabaseId> _replacing = new();

    /// <summary>Puts another file in a database's place.</summary>
    /// <param name="database">Whose place it is.</param>
    /// <param name="prepare">Makes <c>database.sqlite</c> in a folder, and makes sure that it is sound.</param>
    /// <param name="keep">
    /// Told what the database is while it is still in use, and once more at its very end if it was written to since: so writers rarely
    /// wait for a copy and its way into a storage.
    /// </param>
    /// <param name="cancellationToken">Ends it as long as nothing has changed.</param>
    public async Task<Result<Nothing>> ReplaceAsync(
        HostedDatabase database,
        Func<string, CancellationToken, Task<Result<Nothing>>> prepare,
        Func<DatabaseCopy, CancellationToken, Task<Result<Nothing>>> keep,
        CancellationToken cancellationToken)
    {
        using var turn = await _replacing.EnterAsync(database.Id, cancellationToken);
        var incoming = folders.NewIncoming(database.Id);
        try
        {
            var prepared = await prepare(incoming, cancellationToken);
            if (!prepared.TryGet(out _, out var error) || !(await KeepEarlyAsync(database, keep, cancellationToken)).TryGet(out var written, out error))
            {
                return error;
            }

            await using var pause = await workers.PauseAsync(database);
            var kept = await KeepLastAsync(database, written, keep, cancellationToken);
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

    /// <returns>The stamp of what was kept; <c>null</c> when nothing could be.</returns>
    private async Task<Result<string?>> KeepEarlyAsync(
        HostedDatabase database, Func<DatabaseCopy, CancellationToken, Task<Result<Nothing>>> keep, CancellationToken cancellationToken)
    {
        if (stamps.Of(database.Id) is not { } written
            || !(await copies.CopyAsync(database, isForOthers: false, cancellationToken)).TryGet(out var copy, out _))
        {
            // Why there is no copy is found out when nobody else is at it.
            return (string?)null;
        }

        await using (copy)
        {
            return (await keep(copy, cancellationToken)).TryGet(out _, out var error) ? written : error;
        }
    }

    /// <returns>The name under which the folder stays: a damaged file can't be copied, and may be all that somebody has.</returns>
    private async Task<Result<string?>> KeepLastAsync(
        HostedDatabase database,
        string? keptAlready,
        Func<DatabaseCopy, CancellationToken, Task<Result<Nothing>>> keep,
        CancellationToken cancellationToken)
    {
        if (quarantine.RefusalOf(folders.Of(database.Id)) is not null)
        {
            return DatabaseFolders.NewDamagedName(database.Id);
        }

        if (keptAlready is not null && keptAlready == stamps.Of(database.Id))
        {
            return (string?)null;
        }

        var copied = await copies.CopyAloneAsync(database, cancellationToken);
        if (!copied.TryGet(out var copy, out var error))
        {
            return error;
        }

        await using (copy)
        {
            return (await keep(copy, cancellationToken)).TryGet(out _, out error) ? (string?)null : error;
        }
    }
}
