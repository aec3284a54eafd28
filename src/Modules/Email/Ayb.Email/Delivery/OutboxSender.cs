using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ayb.Email.Delivery;

/// <summary>Keeps sending what is due, for as long as the server runs.</summary>
internal sealed class OutboxSender(
    DueMail due, Courier courier, OutboxSignal signal, DeliveryTimes times, ILogger<OutboxSender> logger) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        var courierStops = courier.StopAsync();
        await base.StopAsync(cancellationToken);

        // The host's patience ends with the token; what it does not wait for, the end of the lease will bring back.
        await courierStops.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var wait = await SendDueAsync(stoppingToken);
            await signal.WaitAsync(wait, stoppingToken);
        }
    }

    private async Task<TimeSpan> SendDueAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await due.SendAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Of any type: the metadata database may be away, and mails have to go out once it is back.
            Log.OutboxUnavailable(logger, exception);
            return times.Patrol;
        }
    }
}
