using Ayb.Contracts;
using Ayb.Sharing.Storage;
using MediatR;

namespace Ayb.Sharing;

/// <summary>
/// An owner needs no grant, and should not come upon one once somebody else is the owner. Who was the owner has what they were
/// granted, which is nothing.
/// </summary>
internal sealed class DatabaseMovedHandler(GrantStore grants) : INotificationHandler<DatabaseMoved>
{
    public Task Handle(DatabaseMoved fact, CancellationToken cancellationToken) =>
        fact.Before.OwnerId == fact.After.OwnerId
            ? Task.CompletedTask
            : grants.RemoveAsync(fact.After.Id, fact.After.OwnerId, cancellationToken);
}
