using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots;

internal static partial class Log
{
    [LoggerMessage(5000, LogLevel.Warning, "S3 storage of snapshots: {Operation} failed: {Reason}")]
    public static partial void S3Failed(ILogger logger, string operation, string reason);

    [LoggerMessage(5001, LogLevel.Warning, "S3 storage of snapshots: an upload that broke off could not be aborted; it is dropped later")]
    public static partial void UploadLeftBehind(ILogger logger);

    [LoggerMessage(5002, LogLevel.Warning, "Folder of snapshots: {Operation} failed: {Reason}")]
    public static partial void FolderFailed(ILogger logger, string operation, string reason);

    [LoggerMessage(5010, LogLevel.Information, "Snapshot {Id} of {Database}: taken ({Kind}), {Bytes} bytes stored in {StoredBytes}, in {Time}")]
    public static partial void SnapshotTaken(
        ILogger logger, string id, string database, string kind, long bytes, long storedBytes, TimeSpan time);

    [LoggerMessage(5011, LogLevel.Information, "Snapshot {Id} of {Database}: deleted")]
    public static partial void SnapshotDeleted(ILogger logger, string id, string database);

    [LoggerMessage(5012, LogLevel.Information, "{Database} is restored to its snapshot {Id}")]
    public static partial void DatabaseRestored(ILogger logger, string database, string id);

    [LoggerMessage(5013, LogLevel.Error, "Snapshot {Id} of {Database}: the storage does not have it any more; it is not listed until it is back")]
    public static partial void SnapshotLost(ILogger logger, string id, string database);

    [LoggerMessage(5014, LogLevel.Error, "Snapshot {Id} of {Database}: could not be unpacked")]
    public static partial void NotUnpacked(ILogger logger, Exception exception, string id, string database);

    [LoggerMessage(5020, LogLevel.Information, "Automatic snapshots: {Taken} taken, {Failed} failed, {Unchanged} databases unchanged, in {Time}")]
    public static partial void RunEnded(ILogger logger, int taken, int failed, int unchanged, TimeSpan time);

    [LoggerMessage(5021, LogLevel.Debug, "Automatic snapshots: nothing has changed in {Unchanged} databases")]
    public static partial void NothingChanged(ILogger logger, int unchanged);

    [LoggerMessage(5022, LogLevel.Error, "Automatic snapshot of {Database}: failed, the next run tries again: {Reason}")]
    public static partial void AutomaticSnapshotFailed(ILogger logger, string database, string reason);

    [LoggerMessage(5023, LogLevel.Error, "Automatic snapshot of {Database}: broke off, the next run tries again")]
    public static partial void AutomaticSnapshotBroke(ILogger logger, Exception exception, string database);

    [LoggerMessage(5024, LogLevel.Error, "Automatic snapshots: the run broke off, the next one tries again")]
    public static partial void RunBroke(ILogger logger, Exception exception);

    [LoggerMessage(5025, LogLevel.Information, "Snapshot {Id} of {Database}: makes room for newer ones")]
    public static partial void SnapshotPruned(ILogger logger, string id, string database);

    [LoggerMessage(5026, LogLevel.Warning, "Snapshots of {Database}: old ones could not be deleted, the next snapshot tries again: {Reason}")]
    public static partial void NotPruned(ILogger logger, string database, string reason);

    [LoggerMessage(5027, LogLevel.Warning, "Snapshot {Id} of {Database}: was stored, but not in the list; now it is")]
    public static partial void SnapshotAdopted(ILogger logger, string id, string database);

    [LoggerMessage(5028, LogLevel.Warning, "The storage of snapshots could not be tidied up, that is tried again in an hour: {Reason}")]
    public static partial void NotTidied(ILogger logger, string reason);

    [LoggerMessage(5029, LogLevel.Error, "Tidying up the storage of snapshots broke off, that is tried again in an hour")]
    public static partial void TidyingBroke(ILogger logger, Exception exception);

    [LoggerMessage(5030, LogLevel.Information, "Metadata: snapshot {Id} taken, {Rows} rows, {Bytes} bytes")]
    public static partial void MetadataKept(ILogger logger, string id, long rows, long bytes);

    [LoggerMessage(5031, LogLevel.Error, "Metadata: no snapshot could be taken, that is tried again: {Reason}")]
    public static partial void MetadataNotKept(ILogger logger, string reason);

    [LoggerMessage(5032, LogLevel.Warning, "Object {Key} in the storage of snapshots: left alone, it is no snapshot: {Reason}")]
    public static partial void ForeignRefused(ILogger logger, string key, string reason);

    [LoggerMessage(5033, LogLevel.Error, "{Database}: could not be restored")]
    public static partial void NotRestored(ILogger logger, Exception exception, string database);

    [LoggerMessage(5034, LogLevel.Warning, "Snapshots of {Database}, which is no more: could not be deleted, that is tried again in an hour: {Reason}")]
    public static partial void NotDropped(ILogger logger, string database, string reason);

    [LoggerMessage(
        5035,
        LogLevel.Error,
        "The storage of snapshots does not have {Count} objects any more; their snapshots are not listed until they are back: {Keys}")]
    public static partial void ObjectsMissing(ILogger logger, int count, string keys);

    [LoggerMessage(5036, LogLevel.Warning, "The storage of snapshots has {Count} objects again; their snapshots are listed: {Keys}")]
    public static partial void ObjectsBack(ILogger logger, int count, string keys);

    [LoggerMessage(5037, LogLevel.Warning, "The storage of snapshots has not had {Count} objects for long; their snapshots are forgotten: {Keys}")]
    public static partial void ObjectsForgotten(ILogger logger, int count, string keys);

    [LoggerMessage(5038, LogLevel.Error, "Snapshot {Id} of {Database}: there is no room for its {Bytes} bytes")]
    public static partial void NoRoom(ILogger logger, string id, string database, long bytes);

    [LoggerMessage(5039, LogLevel.Warning, "Metadata: these snapshots claim to be of a time that has not come, and are left aside: {Ids}")]
    public static partial void MetadataOfTheFuture(ILogger logger, string ids);

    [LoggerMessage(
        5040,
        LogLevel.Error,
        "The storage of snapshots has none, and {Count} should be there; they stay in the list. Is its disk mounted, is path_prefix right?")]
    public static partial void StorageEmpty(ILogger logger, int count);

    [LoggerMessage(
        5041,
        LogLevel.Error,
        "Snapshot {Id} of {Database}: the storage has none at all, and it stays in the list. Is its disk mounted, is path_prefix right?")]
    public static partial void SnapshotOutOfReach(ILogger logger, string id, string database);

    [LoggerMessage(5042, LogLevel.Warning, "Snapshot {Id} of {Database}: the storage has it again; it is listed")]
    public static partial void SnapshotBack(ILogger logger, string id, string database);

    [LoggerMessage(
        5043,
        LogLevel.Warning,
        "This server has nobody yet, and {Place} has the metadata of one, of {Newest}. If that one is lost, stop this one before somebody registers, and run: ayb server restore --from-snapshots, with the same --config. Else give this one a path_prefix of its own")]
    public static partial void NotRestoredYet(ILogger logger, string place, string newest);
}
