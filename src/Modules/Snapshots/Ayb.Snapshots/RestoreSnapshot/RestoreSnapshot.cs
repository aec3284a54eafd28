using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots;

/// <summary>Makes a database again what it was when a snapshot was taken. What it is now becomes a snapshot first.</summary>
public sealed record RestoreSnapshot(
    Principal Caller, EntitySlug Owner, DatabaseSlug Database, string SnapshotId) : IRequest<Result<RestoredSnapshot>>;

/// <param name="SafetySnapshot">The id of what was there before.</param>
public sealed record RestoredSnapshot(string? SafetySnapshot);

internal sealed class RestoreSnapshotValidator : AbstractValidator<RestoreSnapshot>
{
    public RestoreSnapshotValidator() =>
        RuleFor(restore => restore.SnapshotId).Must(SnapshotId.IsValid).WithMessage(SnapshotId.Rule);
}

internal sealed class RestoreSnapshotHandler(
    ManagedDatabases databases,
    SnapshotCatalog catalog,
    SnapshotContents contents,
    Replacement replacement,
    IMediator mediator,
    ILogger<RestoreSnapshotHandler> logger) : IRequestHandler<RestoreSnapshot, Result<RestoredSnapshot>>
{
    public async Task<Result<RestoredSnapshot>> Handle(RestoreSnapshot request, CancellationToken cancellationToken)
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

        var opened = await contents.OpenAsync(database, snapshot, cancellationToken);
        if (!opened.TryGet(out var stored, out error))
        {
            return error;
        }

        Snapshot? kept;
        await using (stored)
        {
            var replaced = await replacement.RunAsync(database, snapshot, stored.Content, request.Caller, cancellationToken);
            if (!replaced.TryGet(out kept, out error))
            {
                return error;
            }
        }

        // It is done, whoever has left meanwhile.
        var recorded = await mediator.Send(new RecordRestore(database, snapshot.Id, request.Caller), CancellationToken.None);
        Log.DatabaseRestored(logger, database.Name, snapshot.Id);
        return recorded.TryGet(out _, out error) ? new RestoredSnapshot(kept?.Id) : error;
    }
}
