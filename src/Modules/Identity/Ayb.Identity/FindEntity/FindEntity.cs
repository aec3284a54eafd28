using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity;

/// <summary>Tells other modules which entities there are.</summary>
internal sealed class FindEntity(EntityStore entities) : INotificationHandler<WhichEntity>
{
    public async Task Handle(WhichEntity notification, CancellationToken cancellationToken)
    {
        if (await entities.FindAsync(notification.Slug, cancellationToken) is { Entity: var entity })
        {
            notification.Answer(entity);
        }
    }
}
