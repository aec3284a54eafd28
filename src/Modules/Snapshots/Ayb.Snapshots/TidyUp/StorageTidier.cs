using Ayb.Snapshots.Disaster;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots;

/// <summary>Tidies up at the start, and every hour from then on, looks after the snapshots of the metadata, and whether a lost server waits there.</summary>
internal sealed class StorageTidier(IServiceScopeFactory scopes, TimeProvider clock, ILogger<StorageTidier> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            await RunAsync(new NoticeLostServer(), stoppingToken);
            await RunAsync(new DropLeftovers(), stoppingToken);

            // Before what may take long.
            await RunAsync(new KeepMetadata(), stoppingToken);
            await RunAsync(new TidyUp(), stoppingToken);
        }
        while (await hourly.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RunAsync<T>(IRequest<T> part, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(part, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Of any type: the metadata database may be away, and what lies around can wait for it.
            Log.TidyingBroke(logger, exception);
        }
    }
}
