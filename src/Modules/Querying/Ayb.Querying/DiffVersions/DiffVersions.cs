using Ayb.Contracts;
using Ayb.Querying.Files;
using Ayb.Querying.Protocol;
using Ayb.Querying.Versions;
using Ayb.Querying.Workers;
using MediatR;

namespace Ayb.Querying;

/// <summary>What differs between two versions of a database, for who may look back.</summary>
/// <remarks>Whoever gets the answer must dispose it.</remarks>
/// <param name="Caller">Who asks.</param>
/// <param name="Owner">Whose database it is.</param>
/// <param name="Database">Which one.</param>
/// <param name="From">The earlier version: the id of a snapshot, or a time.</param>
/// <param name="To">The later one; <c>null</c> is the database as it is.</param>
public sealed record DiffVersions(Principal Caller, EntitySlug Owner, DatabaseSlug Database, string From, string? To)
    : IRequest<Result<VersionsDiff>>
{
    public DiffFormat Format { get; init; }

    /// <summary>Each row, and not only how many.</summary>
    public bool WithRows { get; init; } = true;
}

internal sealed class DiffVersionsHandler(
    IMediator mediator, LongWork work, VersionShelf shelf, VersionFiles versions, DatabaseCopies copies, LoneWorkers lone, TransferFolders folders)
    : IRequestHandler<DiffVersions, Result<VersionsDiff>>
{
    /// <summary>Where a worker looks for the earlier version; the later one is the database that it serves.</summary>
    private const string FromFile = "from.sqlite";

    public async Task<Result<VersionsDiff>> Handle(DiffVersions request, CancellationToken cancellationToken)
    {
        var queryable = await QueryableDatabase.FindAsync(mediator, request.Caller, request.Owner, request.Database, cancellationToken);
        if (!queryable.TryGet(out var found, out var error))
        {
            return error;
        }

        if (!found.MayLookBack)
        {
            return QueryableDatabase.NoLookingBack(request.Caller, found.Database);
        }

        DatabaseVersion? to = null;
        if (!(await VersionFiles.FindAsync(mediator, found.Database, request.From, cancellationToken)).TryGet(out var from, out error)
            || (request.To is not null
                && !(await VersionFiles.FindAsync(mediator, found.Database, request.To, cancellationToken)).TryGet(out to, out error))
            || !work.Begin(request.Caller.Id).TryGet(out var place, out error))
        {
            return error;
        }

        var diff = new VersionsDiff(found.Database.Id, from, to, request.Format, folders.Create(), place);
        var isThere = false;
        try
        {
            isThere = (await WriteAsync(found.Database, diff, cancellationToken)).TryGet(out _, out error)
                && (await lone.StartAsync(found.Database, diff.Folder.Path)).TryGet(out var worker, out error)
                && (await diff.AskAsync(worker, WorkerQuery.Diff(request.Format, request.WithRows), cancellationToken)).TryGet(out _, out error)
                && (await QueryableDatabase.MayStillLookBackAsync(mediator, request.Caller, found.Database, cancellationToken)).TryGet(out _, out error);
            return isThere ? diff : error!;
        }
        finally
        {
            if (!isThere)
            {
                await diff.DisposeAsync();
            }
        }
    }

    /// <summary>Page by page also as it is now: the rowids have to be those that the others were taken with.</summary>
    private async Task<Result<Nothing>> WriteAsync(HostedDatabase database, VersionsDiff diff, CancellationToken cancellationToken)
    {
        if (!(await shelf.TakeRoomAsync(diff.Bytes, cancellationToken)).TryGet(out var room, out var error))
        {
            return error;
        }

        diff.Room = room;
        var written = await versions.MaterializeAsync(database, diff.From, Path.Combine(diff.Folder.Path, FromFile), cancellationToken);
        return !written.Succeeded ? written
            : diff.To is { } to ? await versions.MaterializeAsync(database, to, diff.Folder.Database, cancellationToken)
            : await copies.CopyIntoAsync(database, isForOthers: false, diff.Folder, cancellationToken);
    }
}
