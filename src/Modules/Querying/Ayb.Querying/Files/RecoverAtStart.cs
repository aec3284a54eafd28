using Ayb.Contracts;
using Ayb.Querying.Purging;
using Ayb.Querying.Versions;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ayb.Querying.Files;

internal sealed class RecoverAtStart(
    DatabaseFolders folders, VersionFolders versions, TransferFolders transfers, FolderPurger purger, IServiceScopeFactory scopes)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        folders.Recover();
        versions.Empty();
        transfers.Empty();
        if (folders.ListStaged() is { Count: > 0 } staged)
        {
            await SettleAsync(staged, cancellationToken);
        }

        await purger.PurgeLeftoversAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task SettleAsync(IReadOnlyList<DatabaseId> staged, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        var existing = await mediator.Ask(new WhichDatabasesById(staged), cancellationToken);
        var deleted = await mediator.Ask(new WhichDatabasesAreDeleted(), cancellationToken) ?? [];
        foreach (var database in staged)
        {
            if (existing is null || existing.Concat(deleted).Any(known => known.Id == database))
            {
                folders.Confirm(database);
            }
            else
            {
                folders.Drop(database);
            }
        }
    }
}
