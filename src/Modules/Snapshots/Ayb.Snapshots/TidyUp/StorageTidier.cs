using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots;

/// <summary>Tidies up at the start, and every hour from then on.</summary>
internal sealed class StorageTidier(IServiceScopeFactory scopes, TimeProvider clock, ILogger<StorageTidier> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            await TidyUpAsync(stoppingToken);
        }
        while (await hourly.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TidyUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
            await mediator.Send(new DropLeftovers(), cancellationToken);
            await mediator.Send(new TidyUp(), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Of any type: the metadata database may be away, and what lies around can wait for it.
            Log.TidyingBroke(logger, exception);
        }
    }
}
