using Ayb.Contracts;
using Ayb.Email.Storage;
using MediatR;

namespace Ayb.Email;

/// <summary>When is there something to do for a transport? Null while its outbox is empty.</summary>
internal sealed record FindNextAttempt(string Transport) : IQuery<DateTimeOffset?>;

internal sealed class FindNextAttemptHandler(OutboxStore outbox)
    : IRequestHandler<FindNextAttempt, Result<DateTimeOffset?>>
{
    public async Task<Result<DateTimeOffset?>> Handle(FindNextAttempt request, CancellationToken cancellationToken) =>
        await outbox.FindNextAttemptAsync(request.Transport, cancellationToken);
}
