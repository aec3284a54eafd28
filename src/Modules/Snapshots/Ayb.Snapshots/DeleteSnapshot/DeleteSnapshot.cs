using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Storage;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots;

/// <summary>Throws a snapshot away, whatever it was taken for.</summary>
public sealed record DeleteSnapshot(
    Principal Caller, EntitySlug Owner, DatabaseSlug Database, string SnapshotId) : IRequest<Result<Nothing>>;

internal sealed class DeleteSnapshotValidator : AbstractValidator<DeleteSnapshot>
{
    public DeleteSnapshotValidator() =>
        RuleFor(delete => delete.SnapshotId).Must(SnapshotId.IsValid).WithMessage(SnapshotId.Rule);
}

internal sealed class DeleteSnapshotHandler(
    ManagedDatabases databases,
    SnapshotCatalog catalog,
    ISnapshotStorage storage,
    IMediator mediator,
    ILogger<DeleteSnapshotHandler> logger) : IRequestHandler<DeleteSnapshot, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(DeleteSnapshot request, CancellationToken cancellationToken)
    {
        var entered = await databases.EnterAsync(request.Caller, request.Owner, request.Database, cancellationToken);
        if (!entered.TryGet(out var managed, out var error))
        {
            return error;
        }

        using var turn = managed;
        var database = turn.Database;
        if (await catalog.FindAsync(database.Id, request.SnapshotId, cancellationToken) is not { } snapshot)
        {
            return SnapshotErrors.NotFound(database, request.SnapshotId);
        }

        // A row without its object can be deleted once more; an object without its row would come back.
        if (!(await storage.DeleteAsync(snapshot.ObjectKey, cancellationToken)).TryGet(out _, out error))
        {
            return error;
        }

        var forgotten = await mediator.Send(new ForgetSnapshot(database, snapshot.Id, request.Caller), CancellationToken.None);
        Log.SnapshotDeleted(logger, snapshot.Id, database.Name);
        return forgotten;
    }
}
