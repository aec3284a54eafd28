using Ayb.Contracts;
using Ayb.Infrastructure;
using Ayb.Infrastructure.Metadata.Export;
using Ayb.Snapshots.Zstd;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots.Disaster;

/// <summary>
/// Takes a snapshot of all metadata, unless the newest one of this server holds the same, and deletes its oldest ones.
/// A server that has nobody yet takes none: it may be one that waits to be restored.
/// </summary>
internal sealed record KeepMetadata : IRequest<Result<Nothing>>;

internal sealed class KeepMetadataHandler(
    MetadataShelf shelf,
    MetadataExport export,
    MetadataImport import,
    LineageStore lineages,
    MetadataTurn turns,
    ServerOptions server,
    IMediator mediator,
    TimeProvider clock,
    ILogger<KeepMetadataHandler> logger,
    SnapshotsAutomationOptions? automation = null) : IRequestHandler<KeepMetadata, Result<Nothing>>
{
    private const int Fewest = 3;

    /// <summary>How long after a restore those stay that were taken before it: the wrong one may have been restored.</summary>
    private static readonly TimeSpan KeptAfterRestore = TimeSpan.FromDays(30);

    private int MostKept => Math.Max(automation?.MaxSnapshots ?? Fewest, Fewest);

    public async Task<Result<Nothing>> Handle(KeepMetadata request, CancellationToken cancellationToken)
    {
        using var turn = await turns.EnterAsync(cancellationToken);
        var kept = await KeepAsync(cancellationToken);
        if (kept.Error is { } error)
        {
            Log.MetadataNotKept(logger, error.Message);
        }

        return kept;
    }

    private async Task<Result<Nothing>> KeepAsync(CancellationToken cancellationToken)
    {
        if (await FindLineageAsync(cancellationToken) is not { } lineage)
        {
            return new Nothing();
        }

        if (!(await shelf.ListAsync(cancellationToken)).TryGet(out var listed, out var error))
        {
            return error;
        }

        var ids = listed.Ids;
        await using var spool = await MetadataSpool.FillAsync(export, server, cancellationToken);
        if (!(await FindNewestAsync(ids, lineage, cancellationToken)).TryGet(out var newest, out error) || newest == spool.Sha256)
        {
            return error ?? new Result<Nothing>();
        }

        var snapshot = new MetadataSnapshot(NewId(ids), lineage, spool.Content.Length, spool.Sha256);
        await using var compressed = new CompressingStream(spool.Content);
        if (!(await shelf.AddAsync(snapshot, compressed, cancellationToken)).TryGet(out _, out error))
        {
            return error;
        }

        Log.MetadataKept(logger, snapshot.Id, spool.Rows, snapshot.Bytes);

        return await PruneAsync([snapshot.Id, .. ids], lineage, cancellationToken);
    }

    /// <returns><c>null</c> when there is nobody yet.</returns>
    private async Task<string?> FindLineageAsync(CancellationToken cancellationToken) =>
        await lineages.FindAsync(cancellationToken) is { } lineage ? lineage
        : await import.IsEmptyAsync(cancellationToken) ? null
        : (await mediator.Send(new NameLineage(), cancellationToken)).Value;

    /// <returns>The hash of the newest one of this server, since it was restored; empty when there is none.</returns>
    private async Task<Result<string>> FindNewestAsync(IReadOnlyList<string> ids, string lineage, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            var described = await shelf.DescribeAsync(id, cancellationToken);
            if (described.TryGet(out var found, out var error) && found.Lineage == lineage)
            {
                return found.Sha256 ?? "";
            }

            if (error is { Kind: not (ErrorKind.SnapshotNotFound or ErrorKind.SnapshotDamaged) })
            {
                return error;
            }
        }

        return "";
    }

    /// <summary>Later than all there are, also if the clock was wrong when they were taken.</summary>
    private string NewId(IReadOnlyList<string> newestFirst)
    {
        var id = MetadataSnapshot.IdOf(clock.GetUtcNow());
        return newestFirst is [var newest, ..] && string.CompareOrdinal(newest, id) >= 0 ? MetadataSnapshot.IdAfter(newest) : id;
    }

    private async Task<Result<Nothing>> PruneAsync(IReadOnlyList<string> newestFirst, string lineage, CancellationToken cancellationToken)
    {
        var own = 0;
        foreach (var id in newestFirst)
        {
            var described = await shelf.DescribeAsync(id, cancellationToken);
            if (described.TryGet(out var found, out _)
                && (found.Lineage == lineage ? ++own > MostKept : IsOutlived(found, Lineage.Parse(lineage)))
                && !(await shelf.RemoveAsync(id, cancellationToken)).TryGet(out _, out var error))
            {
                return error;
            }
        }

        return new Nothing();
    }

    /// <summary>Whether it is of this server before it was restored, long ago.</summary>
    private bool IsOutlived(MetadataSnapshot found, Lineage own) =>
        Lineage.Parse(found.Lineage).Server == own.Server
        && string.CompareOrdinal(found.Id, own.RestoredAt) < 0
        && MetadataSnapshot.TimeOf(own.RestoredAt) is { } restoredAt
        && clock.GetUtcNow() - restoredAt >= KeptAfterRestore;
}
