using System.Globalization;
using Ayb.Contracts;

namespace Ayb.Snapshots;

/// <summary>What callers are told.</summary>
internal static class SnapshotErrors
{
    public static readonly AybError NotSetUp = new(
        ErrorKind.NotSetUp, "Snapshots are not set up on this server: whoever runs it must add [snapshots] to its configuration.");

    public static readonly AybError NoDatabases = new(ErrorKind.Unavailable, "This server does not serve databases.");

    public static readonly AybError NotUnpacked = new(
        ErrorKind.Unavailable, "The server could not unpack the snapshot, and nothing has changed: whoever runs it finds the reason in the log.");

    public static readonly AybError StorageEmpty = new(
        ErrorKind.SnapshotFailed,
        "The storage of snapshots has none at all: whoever runs the server must check whether its disk is mounted, and snapshots.path_prefix.");

    public static AybError NoRoom(string id) => new(
        ErrorKind.Unavailable, $"The server's disk has no room for snapshot {id}, and nothing has changed: whoever runs it must make some.");

    public static AybError NotFound(HostedDatabase database, string id) =>
        new(ErrorKind.SnapshotNotFound, $"Snapshot {id} does not exist for {database.Name}");

    public static AybError NotFound(HostedDatabase database, DateTimeOffset time) => new(
        ErrorKind.SnapshotNotFound,
        string.Create(
            CultureInfo.InvariantCulture,
            $"No snapshot of {database.Name} was taken at {time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.FFF'Z'} or before."));

    public static AybError Damaged(string id) =>
        new(ErrorKind.SnapshotDamaged, $"Snapshot {id} is damaged: it is not what was stored. Nothing has changed.");

    public static AybError TooManyManual(HostedDatabase database, int most) => new(
        ErrorKind.Conflict,
        $"{database.Name} has {most} snapshots that were asked for, as many as it may have: delete some that you do not need, then take this one.");
}
