using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity;

/// <summary>Tells other modules who is what in an organization.</summary>
internal sealed class FindRole(MembershipStore memberships) : INotificationHandler<WhichRole>
{
    public async Task Handle(WhichRole notification, CancellationToken cancellationToken) => notification.Answer(
        await memberships.FindRoleAsync(notification.Organization, notification.Member, cancellationToken));
}
