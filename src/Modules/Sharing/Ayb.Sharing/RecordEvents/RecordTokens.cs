using Ayb.Contracts;
using Ayb.Sharing.Storage;
using MediatR;

namespace Ayb.Sharing;

/// <summary>
/// Writes down who made and revoked which token: all of it in the log of who bears it. In the log of the one database that it
/// reaches it is whole as well if an owner bears it; of those who were granted access by name there is that they did it, and of
/// everybody else nothing. Whoever may read a database may make tokens for it, and must not fill its owner's log.
/// </summary>
internal sealed class RecordTokens(AuditStore audit, GrantStore grants, IMediator mediator, TimeProvider clock)
    : INotificationHandler<TokenCreated>, INotificationHandler<TokenRevoked>
{
    public Task Handle(TokenCreated fact, CancellationToken cancellationToken) => AddAsync(
        fact.Origin == TokenOrigin.LogIn ? AuditAction.LoggedIn : AuditAction.TokenCreated,
        fact.Entity.Id,
        fact.Entity.Slug,
        bearer: fact.Entity.Id,
        fact.TokenId,
        fact.Scope,
        TokenDetail.Of(fact),
        cancellationToken);

    public Task Handle(TokenRevoked fact, CancellationToken cancellationToken) => AddAsync(
        AuditAction.TokenRevoked,
        fact.By.Id,
        fact.By.Slug,
        bearer: fact.Entity,
        fact.TokenId,
        fact.Scope,
        TokenDetail.Of(fact.Scope),
        cancellationToken);

    private async Task AddAsync(
        AuditAction action,
        EntityId actor,
        EntitySlug actorSlug,
        EntityId bearer,
        string token,
        TokenScope? scope,
        string? detail,
        CancellationToken cancellationToken)
    {
        var database = await FindAsync(scope, cancellationToken);
        var isOwners = database is not null && await mediator.OwnsAsync(bearer, database, cancellationToken);
        var isGuests = database is not null && !isOwners && await IsNamedAsync(bearer, database, cancellationToken);
        await audit.AddAsync(
            new NewEventRow(
                clock.GetUtcNow().ToUnixTimeMilliseconds(),
                bearer.Value,
                actor.Value,
                actorSlug.Value,
                WireName.Of(action),
                token,
                isOwners || isGuests ? database!.Id.Value : null,
                database?.Name,
                detail)
            {
                GuestLevel = isGuests ? TokenDetail.Of(scope) : null,
            },
            cancellationToken);
    }

    private async Task<HostedDatabase?> FindAsync(TokenScope? scope, CancellationToken cancellationToken) =>
        scope?.Database is { } id && await mediator.Ask(new WhichDatabasesById([id]), cancellationToken) is [var database]
            ? database
            : null;

    // Who was denied access is named as well, and could still revoke what they made as one of everybody.
    private async Task<bool> IsNamedAsync(EntityId bearer, HostedDatabase database, CancellationToken cancellationToken) =>
        await grants.FindOwnAsync(database.Id, bearer, cancellationToken) > SharingLevel.NoAccess;
}
