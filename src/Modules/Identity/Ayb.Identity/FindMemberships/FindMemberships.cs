using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity;

/// <summary>Tells other modules to which organizations somebody belongs.</summary>
internal sealed class FindMemberships(MembershipStore memberships) : INotificationHandler<WhichMemberships>
{
    public async Task Handle(WhichMemberships notification, CancellationToken cancellationToken) =>
        notification.Answer(await memberships.ListAsync(notification.Member, cancellationToken));
}
