using Ayb.Contracts;
using Ayb.Querying.Files;
using Ayb.Querying.Workers;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Querying.Versions;

/// <summary>Makes the files of earlier versions from what is kept of them. Only workers open them as databases.</summary>
internal sealed class VersionFiles(VersionFolders folders, Quarantine quarantine, ILogger<VersionFiles> logger)
{
    private static readonly AybError NoneKept = new(
        ErrorKind.NotSetUp, "This server keeps no earlier versions of databases: whoever runs it must add [snapshots] to its configuration.");

    private static readonly AybError NotMade = new(
        ErrorKind.Unavailable, "The server could not put the earlier version together: whoever runs it finds the reason in the log.");

    /// <param name="mediator">Of the request that is to read the version: it must still be there then.</param>
    /// <param name="database">Whose version it is.</param>
    /// <param name="version">The id of a snapshot, or a time, as a caller has written it.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<Result<DatabaseVersion>> FindAsync(
        IMediator mediator, HostedDatabase database, string version, CancellationToken cancellationToken) =>
        await mediator.Ask(new WhichVersion(database, version), cancellationToken) ?? NoneKept;

    /// <summary>Makes the folder that a version is served from. There is none if it fails.</summary>
    public async Task<Result<Nothing>> MakeAsync(
        HostedDatabase database, DatabaseVersion version, DatabaseId id, CancellationToken cancellationToken)
    {
        if (!TryDelete(id))
        {
            return NotMade;
        }

        var isMade = false;
        try
        {
            var made = await MaterializeAsync(database, version, FileOf(id), cancellationToken);
            isMade = made.Succeeded;
            return made;
        }
        finally
        {
            if (!isMade)
            {
                TryDelete(id);
            }
        }
    }

    /// <summary>Whether its file is there and, as far as anybody has seen, undamaged.</summary>
    public bool IsSound(DatabaseId id) => File.Exists(FileOf(id)) && quarantine.RefusalOf(folders.Of(id)) is null;

    /// <summary>Deletes the folder of a version that nobody has open.</summary>
    public bool TryDelete(DatabaseId id)
    {
        try
        {
            DatabaseFolders.Delete(folders.Of(id));
            quarantine.Lift(folders.Of(id));
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.VersionNotDeleted(logger, id, exception.Message);
            return false;
        }
    }

    /// <summary>Writes a version to a new file, in a folder that is made if need be. There is no file if it fails.</summary>
    public async Task<Result<Nothing>> MaterializeAsync(
        HostedDatabase database, DatabaseVersion version, string path, CancellationToken cancellationToken)
    {
        var isWhole = false;
        try
        {
            DatabaseFolders.Create(Path.GetDirectoryName(path)!);
            await using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,

                // Where there is no room for it, nothing needs to be fetched to find out.
                PreallocationSize = version.Bytes,
            });
            var written = await version.WriteAsync(file, cancellationToken);
            await file.FlushAsync(cancellationToken);
            isWhole = written.Succeeded;
            return written;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.VersionNotMade(logger, exception, database.Id, version.Id);
            return NotMade;
        }
        finally
        {
            if (!isWhole)
            {
                File.Delete(path);
            }
        }
    }

    private string FileOf(DatabaseId id) => Path.Combine(folders.Of(id), DatabaseFolders.DatabaseFile);
}
