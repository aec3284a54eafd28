using Ayb.Contracts;
using Ayb.Databases.Storage;
using MediatR;

namespace Ayb.Databases;

/// <summary>Brings back a database that was deleted, with all that belongs to it.</summary>
/// <param name="Caller">Its owner.</param>
/// <param name="Path">What it was called.</param>
/// <param name="Id">Which one of that name; the one that was deleted last by default.</param>
public sealed record UndeleteDatabase(Principal Caller, DatabasePath Path, DatabaseId? Id) : ICommand<UndeletedDatabase>, IChange;

public sealed record UndeletedDatabase(string Entity, string Database, DatabaseType DatabaseType);

internal sealed class UndeleteDatabaseHandler(DatabaseStore databases, DeletedDatabaseStore deleted, IMediator mediator)
    : IRequestHandler<UndeleteDatabase, Result<UndeletedDatabase>>
{
    public async Task<Result<UndeletedDatabase>> Handle(UndeleteDatabase command, CancellationToken cancellationToken)
    {
        if (await mediator.Ask(new WhichEntity(command.Path.Owner), cancellationToken) is not { } owner)
        {
            return AybError.NotFound("entity", command.Path.Owner.Value);
        }

        if (OwnedDatabase.Refuses(command.Caller, owner.Id, "undelete", $"database {command.Path}") is { } refusal)
        {
            return refusal;
        }

        if (await FindAsync(command, owner, cancellationToken) is not { } row || !await deleted.TryRemoveAsync(row.Id, cancellationToken))
        {
            return AybError.NotFound("deleted_database", command.Path.ToString()) with { Message = $"There is no deleted database {command.Path}" };
        }

        var database = row.ToRow().ToDatabase();
        if (await mediator.Ask(new MayStillOwn(command.Caller, database), cancellationToken) is { Error: { } changed })
        {
            return changed;
        }

        if (!await databases.AddAsync(row.ToRow(), cancellationToken))
        {
            return new AybError(
                ErrorKind.AlreadyExists, $"There is another database {command.Path} by now: rename that one, and then bring this one back.");
        }

        await mediator.Publish(new DatabaseUndeleted(command.Caller, database), cancellationToken);
        return new UndeletedDatabase(database.Owner.Value, database.Slug.Value, database.Type);
    }

    private async Task<DeletedDatabaseRow?> FindAsync(UndeleteDatabase command, Entity owner, CancellationToken cancellationToken)
    {
        var latestFirst = await deleted.ListAsync(owner.Id, cancellationToken);
        return latestFirst.FirstOrDefault(row =>
            row.Slug == command.Path.Slug.Value && (command.Id is not { } id || row.Id == id.Value));
    }
}
