using Ayb.Contracts;
using Ayb.Querying.Files;
using Ayb.Querying.Protocol;
using Ayb.Querying.Workers;

namespace Ayb.Querying;

/// <summary>Has workers make databases and tables of what somebody has sent: nothing else opens it.</summary>
internal sealed class ContentLoader(LoneWorkers lone, WorkerPool workers, DatabaseFolders folders)
{
    /// <summary>What a program sends that has failed, and what is meant to take the place of a database by nobody.</summary>
    private static readonly AybError NoTable = new(ErrorKind.InvalidRequest, "There is no table in what was sent, so nothing was imported.");

    /// <summary>Makes a sound file of a whole database.</summary>
    public async Task<Result<LoadedFile>> MakeAsync(HostedDatabase database, TransferFolder folder, ContentKind kind, CancellationToken cancellationToken)
    {
        if (!(await lone.StartAsync(database, folder.Path)).TryGet(out var worker, out var error))
        {
            return error;
        }

        await using (worker)
        {
            var (name, path) = (TransferFolder.SentName, folder.Sent);
            if (kind == ContentKind.Sql)
            {
                (name, path) = (TransferFolder.MadeName, folder.Made);
                var made = await worker.EndAsync(WorkerQuery.Load(LoadMode.Script, TransferFolder.SentName, name), cancellationToken);
                if (!made.TryGet(out _, out error))
                {
                    return error;
                }
            }

            var found = await worker.CountAsync(WorkerQuery.Check(name), cancellationToken);
            return !found.TryGet(out var rows, out error) ? error
                : rows.Tables == 0 ? NoTable
                : new LoadedFile(path, rows);
        }
    }

    /// <summary>Puts rows into a table of a database that others use meanwhile.</summary>
    public async Task<Result<LoadedRows>> LoadAsync(HostedDatabase database, string sent, ImportWish wish, CancellationToken cancellationToken)
    {
        var folder = folders.Of(database.Id);
        string path;
        try
        {
            path = folders.PutLoad(folder, sent);
        }
        catch (DirectoryNotFoundException)
        {
            // At this moment another folder takes its place.
            return WorkerLauncher.NotOpened;
        }

        try
        {
            var begun = await workers.BeginAsync(database, Query(path, wish), cancellationToken);
            return begun.TryGet(out var loading, out var error) ? await EndAsync(loading, cancellationToken) : error;
        }
        finally
        {
            folders.DropLoad(path);
        }
    }

    /// <summary>Who leaves has it stopped, and the worker still has the last word: the rows may have been committed by then.</summary>
    private static async Task<Result<LoadedRows>> EndAsync(PendingAnswer loading, CancellationToken cancellationToken)
    {
        using var leaving = cancellationToken.Register(() => loading.Worker.Forget(loading));
        return await loading.CountAsync(CancellationToken.None);
    }

    /// <summary>Puts rows into a table of a database that is only being made.</summary>
    public async Task<Result<LoadedRows>> LoadAsideAsync(
        HostedDatabase database, string folder, string sent, ImportWish wish, CancellationToken cancellationToken)
    {
        var path = folders.PutLoad(folder, sent);
        try
        {
            if (!(await lone.StartAsync(database, folder)).TryGet(out var worker, out var error))
            {
                return error;
            }

            await using (worker)
            {
                return await worker.CountAsync(Query(path, wish), cancellationToken);
            }
        }
        finally
        {
            folders.DropLoad(path);
        }
    }

    private static WorkerQuery Query(string path, ImportWish wish) => WorkerQuery.Load(wish.Mode, Path.GetFileName(path), wish.Table!);
}
