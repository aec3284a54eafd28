using Ayb.Contracts;
using Ayb.Querying.Protocol;
using Microsoft.Extensions.Logging;

namespace Ayb.Querying;

internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Debug, "Database {Database}: opened by process {ProcessId}")]
    public static partial void WorkerStarted(ILogger logger, DatabaseId database, int processId);

    [LoggerMessage(3001, LogLevel.Debug, "Database {Database}: closed")]
    public static partial void WorkerStopped(ILogger logger, DatabaseId database);

    [LoggerMessage(3002, LogLevel.Warning, "Database {Database}: process {ProcessId} ended by itself ({Reason})")]
    public static partial void WorkerDied(ILogger logger, DatabaseId database, int processId, string reason);

    [LoggerMessage(3003, LogLevel.Error, "Database {Database}: no process could be started: {Reason}")]
    public static partial void WorkerNotStarted(ILogger logger, DatabaseId database, string reason);

    [LoggerMessage(3004, LogLevel.Information, "Queries run in processes with these layers of isolation: {Layers} (Landlock ABI {LandlockAbi})")]
    public static partial void Isolated(ILogger logger, SandboxLayers layers, int landlockAbi);

    [LoggerMessage(3005, LogLevel.Warning, "Queries run WITHOUT these layers of isolation: {Missing}. This kernel or container does not offer them; do not give strangers accounts on this server.")]
    public static partial void NotIsolated(ILogger logger, SandboxLayers missing);

    [LoggerMessage(3006, LogLevel.Warning, "Database {Database}: {Line}")]
    public static partial void WorkerSaid(ILogger logger, DatabaseId database, string line);

    [LoggerMessage(3007, LogLevel.Error, "Database {Database}: in quarantine, its file is damaged ({Finding}). Nothing touches it until {Marker} is removed")]
    public static partial void Quarantined(ILogger logger, DatabaseId database, string finding, string marker);

    [LoggerMessage(3008, LogLevel.Error, "Database {Database}: in quarantine until the server is started anew only, since the marker could not be written: {Reason}")]
    public static partial void NotMarked(ILogger logger, DatabaseId database, string reason);

    [LoggerMessage(3009, LogLevel.Error, "Database {Database}: not served, since its process lacks these layers of isolation: {Missing}")]
    public static partial void WorkerRefused(ILogger logger, DatabaseId database, SandboxLayers missing);

    [LoggerMessage(3010, LogLevel.Error, "Database {Database}: is no more, but its folder could not be deleted; the next start tries again")]
    public static partial void FolderNotDeleted(ILogger logger, Exception exception, DatabaseId database);

    [LoggerMessage(3011, LogLevel.Error, "Database {Database}: what it was before it was replaced could not be stored yet, and stays in {Folder} until it can: {Reason}")]
    public static partial void NotKeptYet(ILogger logger, DatabaseId database, string folder, string reason);

    [LoggerMessage(3012, LogLevel.Error, "What was replaced and is not stored yet could not be looked through, that is tried again in an hour")]
    public static partial void LeftoversNotKept(ILogger logger, Exception exception);

    [LoggerMessage(3013, LogLevel.Warning, "Database {Database}: its process has to end, since a query of {Reader}, who may only read, could not be interrupted")]
    public static partial void ReaderIsStuck(ILogger logger, DatabaseId database, EntityId reader);

    // Not what SQLite says about it, which may quote rows.
    [LoggerMessage(3014, LogLevel.Warning, "Database {Database}: an export of it broke off by a failure of kind {Kind}")]
    public static partial void ExportBrokeOff(ILogger logger, DatabaseId database, ErrorKind kind);

    [LoggerMessage(3015, LogLevel.Warning, "Database {Database}: a comparison of its versions broke off by a failure of kind {Kind}")]
    public static partial void DiffBrokeOff(ILogger logger, DatabaseId database, ErrorKind kind);

    [LoggerMessage(3020, LogLevel.Error, "Database {Database}: its version {Version} could not be put together")]
    public static partial void VersionNotMade(ILogger logger, Exception exception, DatabaseId database, string version);

    [LoggerMessage(3021, LogLevel.Error, "Version {Version}: its folder could not be deleted: {Reason}")]
    public static partial void VersionNotDeleted(ILogger logger, DatabaseId version, string reason);
}
