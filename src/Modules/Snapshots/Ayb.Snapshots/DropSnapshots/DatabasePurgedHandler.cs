using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using Ayb.Snapshots.Catalog;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Snapshots;

/// <summary>Notes whose snapshots go, and deletes them once that is certain.</summary>
internal sealed class DatabasePurgedHandler(PurgedDatabases purged, MetadataSession session, IServiceScopeFactory scopes)
    : INotificationHandler<DatabasePurged>
{
    public async Task Handle(DatabasePurged fact, CancellationToken cancellationToken)
    {
        await purged.AddAsync(fact.Database, cancellationToken);
        session.AfterCommit(() => DropAsync(fact.Database));
    }

    /// <summary>In a scope of its own: others may use the session of the transaction that has just ended, at the same time.</summary>
    private async Task DropAsync(HostedDatabase database)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new DropSnapshots(database));
    }
}
