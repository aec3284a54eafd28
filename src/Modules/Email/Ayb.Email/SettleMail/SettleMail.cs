using Ayb.Contracts;
using Ayb.Email.Delivery;
using Ayb.Email.Storage;
using Ayb.Infrastructure.Metadata;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Email;

/// <summary>Records what became of an attempt: the mail is gone, or has its next attempt.</summary>
internal sealed record SettleMail(OutboxMail Mail, DeliveryOutcome Outcome) : ICommand<Nothing>;

internal sealed class SettleMailHandler(
    OutboxStore outbox,
    MetadataSession session,
    OutboxSignal signal,
    DeliveryTimes times,
    TimeProvider clock,
    ILogger<SettleMailHandler> logger) : IRequestHandler<SettleMail, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(SettleMail request, CancellationToken cancellationToken)
    {
        var mail = request.Mail;
        switch (request.Outcome)
        {
            case Delivered:
                await outbox.RemoveAsync(mail.Id, cancellationToken);
                session.AfterCommit(() => Log.MailDelivered(logger, mail.Id, mail.Transport));
                break;
            case Refused refused:
                await outbox.RemoveAsync(mail.Id, cancellationToken);
                session.AfterCommit(() => Log.MailRefused(logger, mail.Id, mail.Transport, refused.Reason));
                break;
            case Deferred deferred:
                var failures = mail.Attempts + 1;
                var wait = times.WaitAfter(failures);
                await outbox.PostponeAsync(mail, clock.GetUtcNow() + wait, deferred.Reason, cancellationToken);
                session.AfterCommit(() => Log.MailDeferred(logger, mail.Id, failures, mail.Transport, wait, deferred.Reason));
                session.AfterCommit(signal.Raise);
                break;
        }

        return new Nothing();
    }
}
