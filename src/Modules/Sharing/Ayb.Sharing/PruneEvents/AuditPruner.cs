using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ayb.Sharing;

/// <summary>Keeps the audit log within its retention: at the start, and every hour from then on.</summary>
internal sealed class AuditPruner(IServiceScopeFactory scopes, TimeProvider clock, ILogger<AuditPruner> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            await PruneAsync(stoppingToken);
        }
        while (await hourly.WaitForNextTickAsync(stoppingToken));
    }

    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        try
        {
            int pruned;
            do
            {
                pruned = await PruneSomeAsync(cancellationToken);
            }
            while (pruned == PruneEvents.AtOnce);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Of any type: the metadata database may be away, and what is old can wait for it.
            Log.AuditNotPruned(logger, exception);
        }
    }

    private async Task<int> PruneSomeAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new PruneEvents(), cancellationToken)).Value;
    }
}
