using Ayb.Contracts;
using Ayb.Databases.Storage;
using MediatR;

namespace Ayb.Databases;

/// <summary>What it takes to give a database another name or another owner.</summary>
internal sealed class MovingDatabases(DatabaseStore databases, TransferOfferStore offers, IMediator mediator)
{
    /// <summary>Inside a command.</summary>
    public async Task<Result<Nothing>> MoveAsync(
        Principal by, HostedDatabase before, HostedDatabase after, CancellationToken cancellationToken)
    {
        // Written anew, since an insertion tells of a taken name without an exception.
        if (await databases.RemoveAsync(before, cancellationToken) is not { } row)
        {
            return AybError.NotFound("database", before.Name);
        }

        if (await mediator.Ask(new MayStillOwn(by, after), cancellationToken) is { Error: { } refusal })
        {
            return refusal;
        }

        if (!await databases.AddAsync(DatabaseRow.Of(after, row.CreatedAt), cancellationToken))
        {
            return new AybError(ErrorKind.AlreadyExists, $"There is a database {after.Name} already: choose another name.");
        }

        await offers.RemoveAsync(before.Id, cancellationToken);
        await mediator.Publish(new DatabaseMoved(by, before, after), cancellationToken);
        return new Nothing();
    }
}
