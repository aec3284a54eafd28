using Ayb.Contracts;
using Ayb.Infrastructure.Metadata.Export;
using Ayb.Snapshots.Storage;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots.Disaster;

/// <summary>
/// Warns whoever has started a server anew where a lost one could be restored: once somebody registers, the storage has metadata of two.
/// </summary>
internal sealed record NoticeLostServer : IRequest<Result<Nothing>>;

internal sealed class NoticeLostServerHandler(
    MetadataShelf shelf, MetadataImport import, LineageStore lineages, ISnapshotStorage storage, ILogger<NoticeLostServerHandler> logger)
    : IRequestHandler<NoticeLostServer, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(NoticeLostServer request, CancellationToken cancellationToken)
    {
        if (await lineages.FindAsync(cancellationToken) is not null || !await import.IsEmptyAsync(cancellationToken))
        {
            return new Nothing();
        }

        if (!(await shelf.ListAsync(cancellationToken)).TryGet(out var listed, out var error))
        {
            return error;
        }

        if (listed.Ids.Concat(listed.OfTheFuture).FirstOrDefault() is { } newest)
        {
            Log.NotRestoredYet(logger, storage.Place, newest);
        }

        return new Nothing();
    }
}
