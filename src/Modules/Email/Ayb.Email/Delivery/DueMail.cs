namespace Ayb.Email.Delivery;

/// <summary>Sends what is due in the outbox, one mail after the other on each transport, all transports at once.</summary>
internal sealed class DueMail(Courier courier, OwnScope scope, DeliveryTimes times, TimeProvider clock)
{
    /// <returns>How long until there may be something to do again.</returns>
    public async Task<TimeSpan> SendAsync(CancellationToken cancellationToken)
    {
        await scope.SendAsync(new DropExpiredMail(), cancellationToken);
        var next = await Task.WhenAll(courier.Transports.Select(transport => SendAsync(transport, cancellationToken)));
        var wait = next.Min() - clock.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < times.Patrol ? wait.Value : times.Patrol;
    }

    private async Task<DateTimeOffset?> SendAsync(string transport, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = await scope.SendAsync(new FindNextAttempt(transport), cancellationToken);
            if (next is null || next > clock.GetUtcNow())
            {
                return next;
            }

            if (await scope.SendAsync(new ClaimMail(transport), cancellationToken) is { } mail)
            {
                await courier.AttemptAsync(mail);
            }
        }
    }
}
