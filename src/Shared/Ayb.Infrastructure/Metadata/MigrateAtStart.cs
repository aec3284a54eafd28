using System.Data.Common;
using Microsoft.Extensions.Hosting;

namespace Ayb.Infrastructure.Metadata;

/// <summary>Migrates before any other hosted service of the application starts.</summary>
internal sealed class MigrateAtStart(MetadataMigrator migrator) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await migrator.MigrateAsync(cancellationToken);
        }
        catch (DbException exception)
        {
            throw MetadataUrl.Unusable(exception);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
