using Ayb.Contracts;
using Ayb.Email.Delivery;
using Ayb.Email.Storage;
using Ayb.Infrastructure;
using Ayb.Infrastructure.Metadata;
using MediatR;

namespace Ayb.Email;

/// <summary>
/// Puts a mail with the token into the outbox, for every transport, within the publisher's transaction.
/// The publisher's request then waits a moment, so that its answer means as a rule that the mail has left.
/// </summary>
internal sealed class MailConfirmation(
    OutboxStore outbox,
    MetadataSession session,
    Courier courier,
    ServerOptions server,
    DeliveryTimes times,
    TimeProvider clock) : INotificationHandler<ConfirmationRequested>
{
    public async Task Handle(ConfirmationRequested notification, CancellationToken cancellationToken)
    {
        var mails = courier.Transports.Select(transport => Write(notification, transport)).ToList();
        foreach (var mail in mails)
        {
            await outbox.AddAsync(mail, cancellationToken);
        }

        session.AfterCommit(() => courier.AttemptFirstAsync(mails));
    }

    private OutboxMail Write(ConfirmationRequested confirmation, string transport)
    {
        var now = clock.GetUtcNow();
        return new OutboxMail
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Transport = transport,
            Recipient = confirmation.EmailAddress,
            Subject = ConfirmationMail.Subject,
            Body = ConfirmationMail.Body(server.PublicUrl, confirmation.Token),
            CreatedAt = now.ToUnixTimeMilliseconds(),

            // Leased from the start: the first attempt belongs to the request.
            NextAttemptAt = (now + times.Lease).ToUnixTimeMilliseconds(),
        };
    }
}
