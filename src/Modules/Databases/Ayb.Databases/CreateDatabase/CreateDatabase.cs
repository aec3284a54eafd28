using Ayb.Contracts;
using MediatR;

namespace Ayb.Databases;

/// <summary>Gives an entity a new, empty database.</summary>
public sealed record CreateDatabase(
    Principal Caller, EntitySlug Owner, DatabaseSlug Database, DatabaseType Type, PublicSharingLevel PublicLevel)
    : ICommand<CreatedDatabase>, IChange;

public sealed record CreatedDatabase(string Entity, string Database, DatabaseType DatabaseType);

internal sealed class CreateDatabaseHandler(NewDatabases databases) : IRequestHandler<CreateDatabase, Result<CreatedDatabase>>
{
    public async Task<Result<CreatedDatabase>> Handle(CreateDatabase command, CancellationToken cancellationToken)
    {
        var planned = await databases.PlanAsync(
            command.Caller, new DatabasePath(command.Owner, command.Database), cancellationToken);
        if (!planned.TryGet(out var database, out var error))
        {
            return error;
        }

        if (command.Type == DatabaseType.Duckdb)
        {
            return AybError.Invalid("Databases of the type duckdb are not built in yet; use sqlite.");
        }

        var added = await databases.AddAsync(command.Caller, database, command.PublicLevel, cancellationToken);
        return added.TryGet(out _, out error)
            ? new CreatedDatabase(database.Owner.Value, database.Slug.Value, database.Type)
            : error;
    }
}
