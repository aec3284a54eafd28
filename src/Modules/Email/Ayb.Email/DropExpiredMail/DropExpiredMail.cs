using Ayb.Contracts;
using Ayb.Email.Delivery;
using Ayb.Email.Storage;
using Ayb.Infrastructure.Metadata;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Email;

/// <summary>Drops mails that are too old to be of use, also those of transports that are no longer configured.</summary>
internal sealed record DropExpiredMail : ICommand<int>;

internal sealed class DropExpiredMailHandler(
    OutboxStore outbox, MetadataSession session, DeliveryTimes times, TimeProvider clock, ILogger<DropExpiredMailHandler> logger)
    : IRequestHandler<DropExpiredMail, Result<int>>
{
    public async Task<Result<int>> Handle(DropExpiredMail request, CancellationToken cancellationToken)
    {
        var dropped = await outbox.RemoveOlderThanAsync(clock.GetUtcNow() - times.GiveUp, cancellationToken);
        if (dropped > 0)
        {
            session.AfterCommit(() => Log.MailsGivenUp(logger, dropped, times.GiveUp));
        }

        return dropped;
    }
}
