using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Storage;
using MediatR;

namespace Ayb.Snapshots.Versions;

/// <summary>Every snapshot is a version that can be read. Who may do so is for the asker to know.</summary>
internal sealed class WhichVersionHandler(SnapshotCatalog catalog, SnapshotContents contents, ISnapshotStorage storage)
    : INotificationHandler<WhichVersion>
{
    private const string Rule = "A version is the id of a snapshot, or a time such as 2026-03-01T12:00:00Z or 2026-03-01T13:00:00+01:00";

    private static readonly AybError Unclear = AybError.Invalid($"{Rule}.");

    private static readonly AybError LostSign = AybError.Invalid($"{Rule}; in an address a + is written %2B.");

    public async Task Handle(WhichVersion question, CancellationToken cancellationToken) =>
        question.Answer(storage is NoStorage
            ? SnapshotErrors.NotSetUp
            : await FindAsync(question.Database, question.Version, cancellationToken));

    private async Task<Result<DatabaseVersion>> FindAsync(HostedDatabase database, string version, CancellationToken cancellationToken)
    {
        if (Rfc3339.TryParse(version, out var time))
        {
            return await catalog.FindNewestAsync(database.Id, time, cancellationToken) is { } newest
                ? ToVersion(database, newest)
                : SnapshotErrors.NotFound(database, time);
        }

        if (!SnapshotId.IsValid(version))
        {
            return version.Contains(' ', StringComparison.Ordinal) ? LostSign : Unclear;
        }

        if (await catalog.FindAsync(database.Id, version, cancellationToken) is { } snapshot)
        {
            return ToVersion(database, snapshot);
        }

        // It may have been meant as a time.
        var none = SnapshotErrors.NotFound(database, version);
        return none with { Message = $"{none.Message}. {Rule}." };
    }

    private DatabaseVersion ToVersion(HostedDatabase database, Snapshot snapshot) => new(
        snapshot.Id,
        snapshot.TakenAt,
        snapshot.Bytes,
        (file, cancellationToken) => WriteAsync(database, snapshot, file, cancellationToken));

    private async Task<Result<Nothing>> WriteAsync(
        HostedDatabase database, Snapshot snapshot, Stream file, CancellationToken cancellationToken)
    {
        var opened = await contents.OpenAsync(database, snapshot, cancellationToken);
        if (!opened.TryGet(out var stored, out var error))
        {
            return error;
        }

        await using (stored)
        {
            return await Attempt.Async<Nothing>(async () =>
            {
                await Unpacking.RunAsync(snapshot, stored.Content, file, cancellationToken);
                return new Nothing();
            });
        }
    }
}
