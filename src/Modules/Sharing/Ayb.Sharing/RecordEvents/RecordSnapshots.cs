using Ayb.Contracts;
using Ayb.Sharing.Storage;
using MediatR;

namespace Ayb.Sharing;

/// <summary>Writes down who took, deleted and restored snapshots. What the server does by itself is no event.</summary>
internal sealed class RecordSnapshots(AuditStore audit, TimeProvider clock)
    : INotificationHandler<SnapshotTaken>,
        INotificationHandler<SnapshotDeleted>,
        INotificationHandler<DatabaseRestored>
{
    public Task Handle(SnapshotTaken fact, CancellationToken cancellationToken) =>
        AddAsync(AuditAction.SnapshotTaken, fact.By, fact.Database, fact.SnapshotId, cancellationToken);

    public Task Handle(SnapshotDeleted fact, CancellationToken cancellationToken) =>
        AddAsync(AuditAction.SnapshotDeleted, fact.By, fact.Database, fact.SnapshotId, cancellationToken);

    public Task Handle(DatabaseRestored fact, CancellationToken cancellationToken) =>
        AddAsync(AuditAction.DatabaseRestored, fact.By, fact.Database, fact.SnapshotId, cancellationToken);

    private Task AddAsync(
        AuditAction action, Principal? by, HostedDatabase database, string snapshot, CancellationToken cancellationToken) =>
        by is null
            ? Task.CompletedTask
            : audit.AddAsync(
                new NewEventRow(
                    clock.GetUtcNow().ToUnixTimeMilliseconds(),
                    database.OwnerId.Value,
                    by.Id.Value,
                    by.Slug.Value,
                    WireName.Of(action),
                    snapshot,
                    database.Id.Value,
                    database.Name,
                    Detail: null),
                cancellationToken);
}
