using System.Security.Cryptography;
using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Storage;
using Ayb.Snapshots.Zstd;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots.Taking;

/// <summary>
/// Turns what is in a database into a snapshot: first the object, then its row. Not inside a transaction, since it takes as long as the
/// database is large.
/// </summary>
internal sealed class SnapshotTaker(
    ISnapshotStorage storage,
    SnapshotCatalog catalog,
    IdClaims claims,
    IMediator mediator,
    SnapshotMeter meter,
    TimeProvider clock,
    ILogger<SnapshotTaker> logger)
{
    /// <summary>Readers and writers of the database go on meanwhile.</summary>
    /// <returns>The snapshot that holds what is in the database: a new one, or that of the order.</returns>
    public async Task<Result<Snapshot>> TakeAsync(HostedDatabase database, SnapshotOrder order, CancellationToken cancellationToken)
    {
        var copied = await mediator.Ask(new WhatIsIn(database), cancellationToken) ?? SnapshotErrors.NoDatabases;
        if (!copied.TryGet(out var copy, out var error))
        {
            return error;
        }

        await using (copy)
        {
            return await KeepAsync(database, copy, order, cancellationToken);
        }
    }

    /// <summary>The same of a copy that somebody has made. It stays open.</summary>
    public async Task<Result<Snapshot>> KeepAsync(
        HostedDatabase database, DatabaseCopy copy, SnapshotOrder order, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(copy.Content, cancellationToken));
        if (order.Unless is { } known && known.Sha256 == sha256)
        {
            return known;
        }

        copy.Content.Position = 0;
        var (id, claim) = await ClaimIdAsync(database, copy.TakenAt, sha256, cancellationToken);
        using var claimed = claim;
        var snapshot = new Snapshot(
            database.Id, id, order.Kind, order.Name, order.Note, copy.TakenAt, copy.Bytes, StoredBytes: 0, sha256, KeyOf(database, id));
        var stored = await StoreAsync(snapshot, copy, cancellationToken);
        if (!stored.TryGet(out snapshot, out var error))
        {
            return error;
        }

        // The object is there, so its row must be, whoever has left meanwhile.
        await mediator.Send(new RecordSnapshot(database, snapshot, order.By, order.Written), CancellationToken.None);
        var time = clock.GetElapsedTime(start);
        meter.Taken(snapshot, time);
        Log.SnapshotTaken(logger, snapshot.Id, database.Name, WireName.Of(snapshot.Kind), snapshot.Bytes, snapshot.StoredBytes, time);
        return snapshot;
    }

    private async Task<Result<Snapshot>> StoreAsync(Snapshot snapshot, DatabaseCopy copy, CancellationToken cancellationToken)
    {
        await using var compressed = new CompressingStream(copy.Content);
        await using var counted = new CountedStream(compressed);
        var uploaded = await storage.UploadAsync(snapshot.ObjectKey, counted, ObjectMetadata.Of(snapshot), cancellationToken);
        return uploaded.TryGet(out _, out var error) ? snapshot with { StoredBytes = counted.Bytes } : error;
    }

    private static string KeyOf(HostedDatabase database, string id) => $"{database.Name}/{id}";

    private async Task<(string Id, IDisposable Claim)> ClaimIdAsync(
        HostedDatabase database, DateTimeOffset takenAt, string sha256, CancellationToken cancellationToken)
    {
        for (var turn = 1; ; turn++)
        {
            // Claimed before the catalog is asked: who has claimed it before has made its row by then.
            var id = SnapshotId.Of(takenAt, sha256, turn);
            if (claims.TryClaim(database.Id, id) is { } claim)
            {
                var isFree = false;
                try
                {
                    isFree = await catalog.FindAsync(database.Id, id, cancellationToken) is null
                        && !await catalog.HasObjectAsync(KeyOf(database, id), cancellationToken);
                    if (isFree)
                    {
                        return (id, claim);
                    }
                }
                finally
                {
                    if (!isFree)
                    {
                        claim.Dispose();
                    }
                }
            }
        }
    }
}
