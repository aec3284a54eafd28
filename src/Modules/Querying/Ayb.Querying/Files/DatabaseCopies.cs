using Ayb.Contracts;
using Ayb.Querying.Workers;

namespace Ayb.Querying.Files;

/// <summary>Copies of databases. Only workers make them, in the folder of the database.</summary>
internal sealed class DatabaseCopies(WorkerPool workers, LoneWorkers lone, DatabaseFolders folders, TimeProvider clock)
{
    /// <summary>While it is in use.</summary>
    public async Task<Result<DatabaseCopy>> CopyAsync(HostedDatabase database, bool isForOthers, CancellationToken cancellationToken)
    {
        var (name, takenAt) = (DatabaseFolders.NewCopyName(), clock.GetUtcNow());
        var made = await MakeAsync(database, name, isForOthers, cancellationToken);
        return made.TryGet(out _, out var error) ? Open(folders.Of(database.Id), name, takenAt) : error;
    }

    /// <summary>While it is in use, as the database of another folder.</summary>
    public async Task<Result<Nothing>> CopyIntoAsync(
        HostedDatabase database, bool isForOthers, TransferFolder folder, CancellationToken cancellationToken)
    {
        var name = DatabaseFolders.NewCopyName();
        var made = await MakeAsync(database, name, isForOthers, cancellationToken);
        if (!made.TryGet(out _, out var error))
        {
            return error;
        }

        try
        {
            File.Move(Path.Combine(folders.Of(database.Id), name), folder.Database);
            return new Nothing();
        }
        catch (FileNotFoundException)
        {
            return WorkerLauncher.NotOpened;
        }
    }

    /// <summary>While nobody has it open.</summary>
    public async Task<Result<DatabaseCopy>> CopyAloneAsync(HostedDatabase database, CancellationToken cancellationToken)
    {
        var (name, takenAt) = (DatabaseFolders.NewCopyName(), clock.GetUtcNow());
        var copied = await lone.AskAsync(database, WorkerQuery.Copy(name), cancellationToken);
        return copied.TryGet(out _, out var error) ? Open(folders.Of(database.Id), name, takenAt) : error;
    }

    /// <summary>Of what was in its place, and is in a folder beside it now.</summary>
    public async Task<Result<DatabaseCopy>> CopyAsideAsync(HostedDatabase database, UnkeptState state, CancellationToken cancellationToken)
    {
        var name = DatabaseFolders.NewCopyName();
        var copied = await lone.AskAsync(database, state.Folder, WorkerQuery.Copy(name), cancellationToken);
        return copied.TryGet(out _, out var error) ? Open(state.Folder, name, state.ReplacedAt) : error;
    }

    private async Task<Result<Nothing>> MakeAsync(HostedDatabase database, string name, bool isForOthers, CancellationToken cancellationToken)
    {
        var begun = await workers.BeginAsync(database, WorkerQuery.Copy(name, isForOthers), cancellationToken);
        if (!begun.TryGet(out var copying, out var error))
        {
            return error;
        }

        try
        {
            return await copying.EndAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The worker may have been done with it.
            File.Delete(Path.Combine(folders.Of(database.Id), name));
            throw;
        }
    }

    /// <summary>From here on it has no name: it is gone with whoever reads it, also if that is a server that dies.</summary>
    private static Result<DatabaseCopy> Open(string folder, string name, DateTimeOffset takenAt)
    {
        var path = Path.Combine(folder, name);
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            File.Delete(path);
            return new DatabaseCopy(file, file.Length, takenAt);
        }
        catch (FileNotFoundException)
        {
            // A new worker that was started meanwhile has tidied up.
            return WorkerLauncher.NotOpened;
        }
    }
}
