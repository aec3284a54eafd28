using Ayb.Contracts;
using Ayb.Databases.Storage;
using MediatR;

namespace Ayb.Databases;

/// <summary>Offers a database to somebody else, who becomes its owner by accepting it. Another offer takes the place of this one.</summary>
public sealed record TransferDatabase(Principal Caller, DatabasePath Path, EntitySlug To) : ICommand<OfferedTransfer>, IChange;

/// <param name="State">Nothing is different until the other side accepts.</param>
/// <param name="ExpiresAt">From then on it can't be accepted.</param>
public sealed record OfferedTransfer(TransferState State, DateTime ExpiresAt);

public enum TransferState
{
    Offered,
}

internal sealed class TransferDatabaseHandler(DatabaseStore databases, TransferOfferStore offers, IMediator mediator)
    : IRequestHandler<TransferDatabase, Result<OfferedTransfer>>
{
    public async Task<Result<OfferedTransfer>> Handle(TransferDatabase command, CancellationToken cancellationToken)
    {
        var owned = await OwnedDatabase.FindAsync(mediator, command.Caller, command.Path, "transfer", cancellationToken);
        if (!owned.TryGet(out var database, out var error))
        {
            return error;
        }

        if (await mediator.Ask(new WhichEntity(command.To), cancellationToken) is not { } to)
        {
            return AybError.NotFound("entity", command.To.Value);
        }

        if (to.Id == database.OwnerId)
        {
            return AybError.Invalid($"{to.Slug} owns {database.Name} already.");
        }

        // Else a deletion at the same moment could leave the offer behind.
        if (!await databases.TryHoldAsync(database, cancellationToken))
        {
            return AybError.NotFound("database", database.Name);
        }

        var expiresAt = await offers.SetAsync(database, to, cancellationToken);
        await mediator.Publish(new DatabaseOffered(command.Caller, database, to), cancellationToken);
        return new OfferedTransfer(TransferState.Offered, expiresAt);
    }
}
