using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity;

/// <summary>Holds the organization as whoever gives it up does: of the two, the second sees what the first has done.</summary>
internal sealed class MayStillOwnHandler(MembershipStore memberships, TokenCache cache) : INotificationHandler<MayStillOwn>
{
    public async Task Handle(MayStillOwn notification, CancellationToken cancellationToken)
    {
        var (caller, database) = (notification.Caller, notification.Database);
        if (caller.Id == database.OwnerId || await IsStillOwnerAsync(caller, database, cancellationToken))
        {
            notification.Answer(new Nothing());
            return;
        }

        cache.Forget(caller.Id);
        notification.Answer(MembershipError.OthersByNow);
    }

    private async Task<bool> IsStillOwnerAsync(Principal caller, HostedDatabase database, CancellationToken cancellationToken)
    {
        await memberships.HoldAsync(database.Owner, cancellationToken);
        return await memberships.FindRoleAsync(database.OwnerId, caller.Id, cancellationToken) == MemberRole.Owner;
    }
}
