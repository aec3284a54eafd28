using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ayb.Databases;

/// <summary>
/// Lets go what was deleted long enough ago: it looks at the start, and every hour from then on, or sooner for a shorter grace period. The hours
/// are those that have passed, and not those of a clock that may be set.
/// </summary>
internal sealed class DatabasePurger(
    DatabasesOptions options,
    IHostApplicationLifetime lifetime,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<DatabasePurger> logger) : BackgroundService
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await UntilStartedAsync(stoppingToken);
        using var timer = new PeriodicTimer(options.GracePeriod < Hour ? options.GracePeriod : Hour, clock);
        do
        {
            await PurgeAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Others set right at the start what a death of the server has left: what they still look at must not go.</summary>
    private async Task UntilStartedAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }

    private async Task PurgeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new PurgeDatabases(), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Of any type: the metadata database may be away, and what is deleted can wait for it.
            Log.PurgeBroke(logger, exception);
        }
    }
}
