using Ayb.Contracts;
using Ayb.Email.Delivery;
using Ayb.Email.Storage;
using MediatR;

namespace Ayb.Email;

/// <summary>Takes the mail that has been due longest; nobody else attempts it until the lease ends.</summary>
internal sealed record ClaimMail(string Transport) : ICommand<OutboxMail?>;

internal sealed class ClaimMailHandler(OutboxStore outbox, DeliveryTimes times, TimeProvider clock)
    : IRequestHandler<ClaimMail, Result<OutboxMail?>>
{
    public async Task<Result<OutboxMail?>> Handle(ClaimMail request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await outbox.ClaimAsync(request.Transport, now, now + times.Lease, cancellationToken);
    }
}
