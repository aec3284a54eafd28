using Ayb.Contracts;
using Ayb.Databases.Storage;
using MediatR;

namespace Ayb.Databases;

/// <summary>Puts a database out of everybody's reach. It can come back until the grace period is over.</summary>
/// <param name="Caller">Its owner.</param>
/// <param name="Path">Which one.</param>
/// <param name="Typed">Its name once more, so that nobody deletes one by mistake.</param>
public sealed record DeleteDatabase(Principal Caller, DatabasePath Path, DatabasePath Typed) : ICommand<DeletedDatabase>, IChange;

/// <param name="DatabaseId">What it is known by among other deleted ones of its name.</param>
/// <param name="PurgedAt">From then on it can't come back.</param>
public sealed record DeletedDatabase(string DatabaseId, DateTime PurgedAt);

internal sealed class DeleteDatabaseHandler(
    DatabaseStore databases, DeletedDatabaseStore deleted, TransferOfferStore offers, IMediator mediator)
    : IRequestHandler<DeleteDatabase, Result<DeletedDatabase>>
{
    public async Task<Result<DeletedDatabase>> Handle(DeleteDatabase command, CancellationToken cancellationToken)
    {
        if (command.Typed != command.Path)
        {
            return AybError.Invalid($"To delete {command.Path}, repeat that name: this was {command.Typed}.");
        }

        var owned = await OwnedDatabase.FindAsync(mediator, command.Caller, command.Path, "delete", cancellationToken);
        if (!owned.TryGet(out var database, out var error))
        {
            return error;
        }

        if (await databases.RemoveAsync(database, cancellationToken) is not { } row)
        {
            return AybError.NotFound("database", database.Name);
        }

        await offers.RemoveAsync(database.Id, cancellationToken);
        var purgedAt = await deleted.AddAsync(row, cancellationToken);
        await mediator.Publish(new DatabaseDeleted(command.Caller, database), cancellationToken);
        return new DeletedDatabase(database.Id.Value, purgedAt);
    }
}
