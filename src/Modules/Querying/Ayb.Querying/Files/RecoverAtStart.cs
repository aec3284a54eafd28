using Microsoft.Extensions.Hosting;

namespace Ayb.Querying.Files;

internal sealed class RecoverAtStart(DatabaseFolders folders) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        folders.Recover();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
