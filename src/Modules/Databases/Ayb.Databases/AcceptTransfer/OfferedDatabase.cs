using Ayb.Contracts;
using Ayb.Databases.Storage;
using MediatR;

namespace Ayb.Databases;

/// <summary>A database and the offer of it, for those alone who are a side of it: others don't learn that there is one.</summary>
internal readonly record struct OfferedDatabase(HostedDatabase Database, TransferOfferRow Offer)
{
    public static async Task<Result<OfferedDatabase>> FindAsync(
        IMediator mediator, TransferOfferStore offers, Principal caller, DatabasePath path, CancellationToken cancellationToken)
    {
        if (caller.Scope is not null)
        {
            return AybError.Forbidden("This API token is limited to queries; it can't transfer databases");
        }

        return await mediator.Ask(new WhichDatabase(path.Owner, path.Slug), cancellationToken) is { } database
            && await offers.FindAsync(database.Id, cancellationToken) is { } offer
            && (caller.IsOrOwns(database.OwnerId) || caller.IsOrOwns(offer.To))
                ? new OfferedDatabase(database, offer)
                : NotFound(path);
    }

    public static AybError NotFound(DatabasePath path) => AybError.NotFound("transfer", path.ToString());
}
