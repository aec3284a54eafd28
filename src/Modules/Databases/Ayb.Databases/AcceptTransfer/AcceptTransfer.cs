using Ayb.Contracts;
using Ayb.Databases.Storage;
using MediatR;

namespace Ayb.Databases;

/// <summary>Makes an offered database one's own.</summary>
/// <param name="Caller">Who was offered it, or an owner of the organization that was.</param>
/// <param name="Path">What it is called by its owner so far.</param>
/// <param name="As">What it is to be called; as it is by default.</param>
public sealed record AcceptTransfer(Principal Caller, DatabasePath Path, DatabaseSlug? As) : ICommand<AcceptedTransfer>, IChange;

public sealed record AcceptedTransfer(string Entity, string Database);

internal sealed class AcceptTransferHandler(
    DatabaseStore databases, TransferOfferStore offers, MovingDatabases moving, IMediator mediator)
    : IRequestHandler<AcceptTransfer, Result<AcceptedTransfer>>
{
    public async Task<Result<AcceptedTransfer>> Handle(AcceptTransfer command, CancellationToken cancellationToken)
    {
        var caller = command.Caller;
        var found = await OfferedDatabase.FindAsync(mediator, offers, caller, command.Path, cancellationToken);
        if (!found.TryGet(out var offered, out var error))
        {
            return error;
        }

        var (database, offer) = offered;
        if (!caller.IsOrOwns(offer.To))
        {
            return AybError.Forbidden($"Authenticated entity {caller.Slug} can't accept {database.Name}: it is offered to {offer.ToSlug}");
        }

        // The database before the offer, as whoever deletes or moves it takes them: nobody then waits for each other.
        if (!await databases.TryHoldAsync(database, cancellationToken)
            || !await offers.TryRemoveAsync(database.Id, offer.To, cancellationToken))
        {
            return OfferedDatabase.NotFound(command.Path);
        }

        var accepted = database with
        {
            OwnerId = offer.To,
            Owner = EntitySlug.Parse(offer.ToSlug).Value,
            Slug = command.As ?? database.Slug,
        };
        var moved = await moving.MoveAsync(caller, database, accepted, cancellationToken);
        return moved.TryGet(out _, out error) ? new AcceptedTransfer(accepted.Owner.Value, accepted.Slug.Value) : error;
    }
}
