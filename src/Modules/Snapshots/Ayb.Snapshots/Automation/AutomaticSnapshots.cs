using Ayb.Snapshots.Disaster;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots.Automation;

/// <summary>Begins a run whenever the interval is over and the run before has ended, for as long as the server runs.</summary>
internal sealed class AutomaticSnapshots(
    SnapshotsAutomationOptions options, IServiceScopeFactory scopes, TimeProvider clock, ILogger<AutomaticSnapshots> logger)
    : BackgroundService
{
    /// <summary>Of the interval: that soon after the start is the first run, and over that long a run begins its snapshots.</summary>
    private const int Part = 10;

    /// <summary>Timers of the framework end at 49 days.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (begin, wait) = (clock.GetTimestamp(), options.Interval / Part);
        while (true)
        {
            await WaitAsync(begin, wait, stoppingToken);
            (begin, wait) = (clock.GetTimestamp(), options.Interval);
            await RunAsync(new TakeDueSnapshots(options.Interval / Part), stoppingToken);
            await RunAsync(new KeepMetadata(), stoppingToken);
        }
    }

    /// <summary>By no clock that can be set back: there would be no snapshots until it has caught up.</summary>
    private async Task WaitAsync(long begin, TimeSpan time, CancellationToken cancellationToken)
    {
        while (time - clock.GetElapsedTime(begin) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left < LongestDelay ? left : LongestDelay, clock, cancellationToken);
        }
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
            // Of any type: the metadata database may be away, and snapshots have to go on once it is back.
            Log.RunBroke(logger, exception);
        }
    }
}
