using Ayb.Contracts;
using Ayb.Sharing.Storage;
using MediatR;

namespace Ayb.Sharing;

/// <summary>Writes down who changed what, in the transaction of the change: one is not there without the other.</summary>
internal sealed class RecordEvents(AuditStore audit, IMediator mediator, TimeProvider clock)
    : INotificationHandler<DatabaseCreated>,
        INotificationHandler<AccessChanged>,
        INotificationHandler<TokenCreated>,
        INotificationHandler<TokenRevoked>,
        INotificationHandler<MemberInvited>,
        INotificationHandler<MembershipChanged>
{
    public Task Handle(DatabaseCreated fact, CancellationToken cancellationToken) => AddAsync(
        AuditAction.DatabaseCreated, fact.By, fact.Database, subject: null, WireName.Of(fact.PublicLevel), cancellationToken);

    public Task Handle(AccessChanged fact, CancellationToken cancellationToken) => AddAsync(
        fact.With is null ? AuditAction.PublicLevelChanged : AuditAction.Shared,
        fact.By,
        fact.Database,
        fact.With?.Slug.Value,
        fact.Level,
        cancellationToken);

    public async Task Handle(TokenCreated fact, CancellationToken cancellationToken) => await audit.AddAsync(
        new NewEventRow(
            Now,
            fact.Entity.Id.Value,
            fact.Entity.Id.Value,
            fact.Entity.Slug.Value,
            WireName.Of(fact.Origin == TokenOrigin.LogIn ? AuditAction.LoggedIn : AuditAction.TokenCreated),
            fact.TokenId,
            fact.Scope?.Database?.Value,
            await NameAsync(fact.Scope, cancellationToken),
            TokenDetail.Of(fact)),
        cancellationToken);

    public async Task Handle(TokenRevoked fact, CancellationToken cancellationToken) => await audit.AddAsync(
        new NewEventRow(
            Now,
            fact.Entity.Value,
            fact.By.Id.Value,
            fact.By.Slug.Value,
            WireName.Of(AuditAction.TokenRevoked),
            fact.TokenId,
            fact.Scope?.Database?.Value,
            await NameAsync(fact.Scope, cancellationToken),
            TokenDetail.Of(fact.Scope)),
        cancellationToken);

    public Task Handle(MemberInvited fact, CancellationToken cancellationToken) => audit.AddAsync(
        OfMember(AuditAction.MemberInvited, fact.By, fact.Organization, fact.Member, fact.Role) with { SubjectId = fact.Member.Id.Value },
        cancellationToken);

    public Task Handle(MembershipChanged fact, CancellationToken cancellationToken) => audit.AddAsync(
        OfMember(
            fact.Role is null ? AuditAction.MemberRemoved : AuditAction.MemberAdded, fact.By, fact.Organization, fact.Member, fact.Role),
        cancellationToken);

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private NewEventRow OfMember(AuditAction action, Principal by, Entity organization, Entity member, MemberRole? role) => new(
        Now,
        organization.Id.Value,
        by.Id.Value,
        by.Slug.Value,
        WireName.Of(action),
        member.Slug.Value,
        DatabaseId: null,
        DatabaseName: null,
        role is { } given ? WireName.Of(given) : null);

    private Task AddAsync(
        AuditAction action, Principal by, HostedDatabase database, string? subject, string detail, CancellationToken cancellationToken) =>
        audit.AddAsync(
            new NewEventRow(
                Now,
                database.OwnerId.Value,
                by.Id.Value,
                by.Slug.Value,
                WireName.Of(action),
                subject,
                database.Id.Value,
                database.Name,
                detail),
            cancellationToken);

    private async Task<string?> NameAsync(TokenScope? scope, CancellationToken cancellationToken) =>
        scope?.Database is { } id && await mediator.Ask(new WhichDatabasesById([id]), cancellationToken) is [var database]
            ? database.Name
            : null;
}
