using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity;

/// <summary>Tells other modules which entities there are. What is given to an organization that was given up would reach nobody.</summary>
internal sealed class FindEntity(EntityStore entities, MembershipStore memberships) : INotificationHandler<WhichEntity>
{
    public async Task Handle(WhichEntity notification, CancellationToken cancellationToken)
    {
        if (await entities.FindAsync(notification.Slug, cancellationToken) is { } found
            && (found.Entity.Type == EntityType.User || found.EmailAddress is not null || await memberships.HasOwnerAsync(found.Entity.Id, cancellationToken)))
        {
            notification.Answer(found.Entity);
        }
    }
}
