using Ayb.Contracts;
using Ayb.Sharing.Storage;
using MediatR;

namespace Ayb.Sharing;

/// <summary>What was granted by a database that is no more. The audit log stays: it is the owner's.</summary>
internal sealed class DatabasePurgedHandler(GrantStore grants, PublicLevelStore publicLevels) : INotificationHandler<DatabasePurged>
{
    public async Task Handle(DatabasePurged fact, CancellationToken cancellationToken)
    {
        await grants.RemoveAsync(fact.Database.Id, cancellationToken);
        await publicLevels.RemoveAsync(fact.Database.Id, cancellationToken);
    }
}
