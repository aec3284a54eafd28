using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity;

/// <summary>Looks past the cache, which may not have heard yet of what another server was told.</summary>
internal sealed class MayStillHandler(ApiTokenStore tokens, TokenCache cache, TimeProvider clock) : INotificationHandler<MayStill>
{
    public async Task Handle(MayStill notification, CancellationToken cancellationToken)
    {
        if (await RefuseAsync(notification.Caller, cancellationToken) is not { } refusal)
        {
            notification.Answer(new Nothing());
            return;
        }

        // Their next request finds out by itself.
        cache.Forget(notification.Caller.Id);
        notification.Answer(refusal);
    }

    private async Task<AybError?> RefuseAsync(Principal caller, CancellationToken cancellationToken)
    {
        if (!await tokens.TryHoldAsync(caller.TokenId, cancellationToken))
        {
            return InvalidApiToken.Revoked;
        }

        var rows = await tokens.ListBearerAsync(caller.TokenId, cancellationToken);
        if (Stored.Time(rows[0].ExpiresAt) <= clock.GetUtcNow().UtcDateTime)
        {
            return InvalidApiToken.Expired;
        }

        // Memberships are read but not held: who changes them holds the organization first, and two owners who do it to each other
        // at once would wait for each other for ever.
        var now = BearerRow.ToPrincipal(rows, caller.TokenId);
        return caller.Memberships.All(known => IsStill(known, now.RoleIn(known.Organization))) ? null : MembershipError.OthersByNow;
    }

    private static bool IsStill(Membership known, MemberRole? role) => role == known.Role || role == MemberRole.Owner;
}
