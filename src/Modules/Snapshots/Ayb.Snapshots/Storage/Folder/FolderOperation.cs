using Ayb.Contracts;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots.Storage.Folder;

/// <summary>Turns failures of the file system into those of the contract; paths are for the log alone.</summary>
internal sealed class FolderOperation(string name, ILogger logger)
{
    /// <summary>Of what is about an object that there may be or not: the folder that has to be there in any case.</summary>
    public string? MayMissIn { get; init; }

    /// <exception cref="SnapshotException">The file system does not do it.</exception>
    public T Run<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception exception) when (IsOfFileSystem(exception))
        {
            throw Failed(exception);
        }
    }

    /// <exception cref="SnapshotException">The file system does not do it.</exception>
    public void Run(Action step) => Run(() =>
    {
        step();
        return default(Nothing);
    });

    /// <exception cref="SnapshotException">The file system does not do it.</exception>
    public async Task<T> RunAsync<T>(Func<ValueTask<T>> step)
    {
        try
        {
            return await step();
        }
        catch (Exception exception) when (IsOfFileSystem(exception))
        {
            throw Failed(exception);
        }
    }

    /// <exception cref="SnapshotException">The file system does not do it.</exception>
    public Task RunAsync(Func<ValueTask> step) => RunAsync(async () =>
    {
        await step();
        return default(Nothing);
    });

    private static bool IsOfFileSystem(Exception exception) =>
        exception is UnauthorizedAccessException or (IOException and not SnapshotException);

    private SnapshotException Failed(Exception exception)
    {
        if (exception is (FileNotFoundException or DirectoryNotFoundException) && Directory.Exists(MayMissIn))
        {
            return new SnapshotException(new AybError(ErrorKind.SnapshotNotFound, "There is no such snapshot."), exception);
        }

        Log.FolderFailed(logger, name, exception.Message);
        return new SnapshotException(
            new AybError(ErrorKind.SnapshotFailed, "The folder of snapshots can't be used: whoever runs the server must check snapshots.file.path and the room there."),
            exception);
    }
}
