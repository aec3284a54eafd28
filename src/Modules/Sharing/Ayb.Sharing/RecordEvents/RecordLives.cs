using Ayb.Contracts;
using Ayb.Sharing.Storage;
using MediatR;

namespace Ayb.Sharing;

/// <summary>Writes down what became of databases, once for all whom it concerns.</summary>
internal sealed class RecordLives(AuditStore audit, GrantStore grants, TimeProvider clock)
    : INotificationHandler<DatabaseForked>,
        INotificationHandler<DatabaseDeleted>,
        INotificationHandler<DatabaseUndeleted>,
        INotificationHandler<DatabaseOffered>,
        INotificationHandler<DatabaseMoved>
{
    /// <summary>
    /// In the logs of the origin and its owner only if they know who it was: everybody may fork what is public, and must not fill
    /// its owner's log.
    /// </summary>
    public async Task Handle(DatabaseForked fact, CancellationToken cancellationToken)
    {
        var (by, origin, fork) = (fact.By, fact.Origin, fact.Database);
        var isKnown = by.Id == origin.OwnerId
            || by.RoleIn(origin.OwnerId) is not null
            || (await grants.FindAsync(origin.Id, by, cancellationToken)).Count > 0;
        await audit.AddAsync(
            Event(AuditAction.DatabaseForked, by, origin) with
            {
                AccountId = fork.OwnerId.Value,
                Subject = fork.Owner.Value,
                SubjectId = isKnown ? origin.OwnerId.Value : null,
                DatabaseId = isKnown ? origin.Id.Value : null,
            },
            cancellationToken);
    }

    public Task Handle(DatabaseDeleted fact, CancellationToken cancellationToken) =>
        audit.AddAsync(Event(AuditAction.DatabaseDeleted, fact.By, fact.Database), cancellationToken);

    public Task Handle(DatabaseUndeleted fact, CancellationToken cancellationToken) =>
        audit.AddAsync(Event(AuditAction.DatabaseUndeleted, fact.By, fact.Database), cancellationToken);

    public Task Handle(DatabaseOffered fact, CancellationToken cancellationToken) => audit.AddAsync(
        Event(AuditAction.TransferOffered, fact.By, fact.Database) with { Subject = fact.To.Slug.Value, SubjectId = fact.To.Id.Value },
        cancellationToken);

    public async Task Handle(DatabaseMoved fact, CancellationToken cancellationToken)
    {
        var (before, after) = (fact.Before, fact.After);
        if (before.OwnerId == after.OwnerId)
        {
            await audit.AddAsync(Event(AuditAction.DatabaseRenamed, fact.By, before) with { Detail = after.Name }, cancellationToken);
            return;
        }

        // What happened before is for the one to read who owned it then, in a log of their own.
        await audit.CloseAsync(before.Id, cancellationToken);
        await audit.AddAsync(
            Event(AuditAction.DatabaseTransferred, fact.By, before) with
            {
                Subject = after.Owner.Value,
                SubjectId = after.OwnerId.Value,
                Detail = after.Name,
            },
            cancellationToken);
    }

    private NewEventRow Event(AuditAction action, Principal by, HostedDatabase database) => new(
        clock.GetUtcNow().ToUnixTimeMilliseconds(),
        database.OwnerId.Value,
        by.Id.Value,
        by.Slug.Value,
        WireName.Of(action),
        Subject: null,
        database.Id.Value,
        database.Name,
        Detail: null);
}
