using Microsoft.Extensions.Hosting;

namespace Ayb.Querying.Versions;

internal sealed class VersionTidier(VersionShelf shelf, QueryingOptions options) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await shelf.TidyUpAsync(options.IdleTime);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }
}
