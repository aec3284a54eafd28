using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ayb.Querying.Files;

/// <summary>Looks at the start, and every hour from then on, for what could not be stored before.</summary>
internal sealed class KeepLeftovers(UnkeptStates states, TimeProvider clock, ILogger<KeepLeftovers> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            try
            {
                await states.KeepLeftoversAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Of any type: the metadata database may be away.
                Log.LeftoversNotKept(logger, exception);
            }
        }
        while (await hourly.WaitForNextTickAsync(stoppingToken));
    }
}
