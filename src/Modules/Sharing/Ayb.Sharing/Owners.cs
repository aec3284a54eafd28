using Ayb.Contracts;
using MediatR;

namespace Ayb.Sharing;

internal static class Owners
{
    /// <summary>Whether an entity owns a database, or the organization that does.</summary>
    public static async Task<bool> OwnsAsync(
        this IMediator mediator, EntityId entity, HostedDatabase database, CancellationToken cancellationToken) =>
        entity == database.OwnerId
        || await mediator.Ask(new WhichRole(database.OwnerId, entity), cancellationToken) == MemberRole.Owner;
}
