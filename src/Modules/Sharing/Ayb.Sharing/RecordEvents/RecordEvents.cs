using Ayb.Contracts;
using Ayb.Sharing.Storage;
using MediatR;

namespace Ayb.Sharing;

/// <summary>Writes down who changed what, in the transaction of the change: one is not there without the other.</summary>
internal sealed class RecordEvents(AuditStore audit, TimeProvider clock)
    : INotificationHandler<DatabaseCreated>,
        INotificationHandler<DatabaseImported>,
        INotificationHandler<AccessChanged>,
        INotificationHandler<MemberInvited>,
        INotificationHandler<MembershipChanged>
{
    public Task Handle(DatabaseCreated fact, CancellationToken cancellationToken) => AddAsync(
        AuditAction.DatabaseCreated, fact.By, fact.Database, subject: null, isTold: false, WireName.Of(fact.PublicLevel), cancellationToken);

    public Task Handle(DatabaseImported fact, CancellationToken cancellationToken) => AddAsync(
        AuditAction.DatabaseImported, fact.By, fact.Database, subject: null, isTold: false, fact.Table, cancellationToken);

    public Task Handle(AccessChanged fact, CancellationToken cancellationToken) => AddAsync(
        fact.With is null ? AuditAction.PublicLevelChanged : AuditAction.Shared,
        fact.By,
        fact.Database,
        fact.With,
        isTold: !fact.IsHidden,
        fact.Level,
        cancellationToken);

    public Task Handle(MemberInvited fact, CancellationToken cancellationToken) =>
        AddAsync(AuditAction.MemberInvited, fact.By, fact.Organization, fact.Member, fact.Role, cancellationToken);

    public Task Handle(MembershipChanged fact, CancellationToken cancellationToken) => AddAsync(
        fact.Role is null ? AuditAction.MemberRemoved : AuditAction.MemberAdded,
        fact.By,
        fact.Organization,
        fact.Member,
        fact.Role,
        cancellationToken);

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private Task AddAsync(
        AuditAction action, Principal by, Entity organization, Entity member, MemberRole? role, CancellationToken cancellationToken) =>
        audit.AddAsync(
            new NewEventRow(
                Now,
                organization.Id.Value,
                by.Id.Value,
                by.Slug.Value,
                WireName.Of(action),
                member.Slug.Value,
                DatabaseId: null,
                DatabaseName: null,
                role is { } given ? $"{organization.Slug}, {WireName.Of(given)}" : organization.Slug.Value)
            {
                SubjectId = member.Id.Value,
            },
            cancellationToken);

    private Task AddAsync(
        AuditAction action,
        Principal by,
        HostedDatabase database,
        Entity? subject,
        bool isTold,
        string? detail,
        CancellationToken cancellationToken) =>
        audit.AddAsync(
            new NewEventRow(
                Now,
                database.OwnerId.Value,
                by.Id.Value,
                by.Slug.Value,
                WireName.Of(action),
                subject?.Slug.Value,
                database.Id.Value,
                database.Name,
                detail)
            {
                SubjectId = isTold ? subject?.Id.Value : null,
            },
            cancellationToken);
}
