using Ayb.Contracts;
using MediatR;

namespace Ayb.Databases;

/// <summary>Gives a database another name. Nobody finds it by the old one any more, which is free at once.</summary>
public sealed record RenameDatabase(Principal Caller, DatabasePath Path, DatabaseSlug NewName) : ICommand<RenamedDatabase>, IChange;

public sealed record RenamedDatabase(string Entity, string Database);

internal sealed class RenameDatabaseHandler(MovingDatabases moving, IMediator mediator)
    : IRequestHandler<RenameDatabase, Result<RenamedDatabase>>
{
    public async Task<Result<RenamedDatabase>> Handle(RenameDatabase command, CancellationToken cancellationToken)
    {
        var owned = await OwnedDatabase.FindAsync(mediator, command.Caller, command.Path, "rename", cancellationToken);
        if (!owned.TryGet(out var database, out var error))
        {
            return error;
        }

        if (database.Slug == command.NewName)
        {
            return AybError.Invalid($"{database.Name} has this name already.");
        }

        var moved = await moving.MoveAsync(command.Caller, database, database with { Slug = command.NewName }, cancellationToken);
        return moved.TryGet(out _, out error) ? new RenamedDatabase(database.Owner.Value, command.NewName.Value) : error;
    }
}
