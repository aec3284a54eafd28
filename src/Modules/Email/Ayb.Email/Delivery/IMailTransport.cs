using Ayb.Email.Storage;

namespace Ayb.Email.Delivery;

/// <summary>A way for mails to leave the server.</summary>
internal interface IMailTransport
{
    /// <summary>As it stands in the outbox.</summary>
    string Name { get; }

    /// <summary>
    /// Tries once. Cancelling keeps a mail from being sent; it does not call back one that is under way,
    /// since nobody would know whether it arrived.
    /// </summary>
    Task<DeliveryOutcome> SendAsync(OutboxMail mail, CancellationToken cancellationToken);
}
