using Ayb.Contracts;
using Ayb.Databases.Storage;
using MediatR;

namespace Ayb.Databases;

/// <summary>Gives an entity a new, empty database.</summary>
public sealed record CreateDatabase(
    Principal Caller, EntitySlug Owner, DatabaseSlug Database, DatabaseType Type, PublicSharingLevel PublicLevel)
    : ICommand<CreatedDatabase>, IChange;

public sealed record CreatedDatabase(string Entity, string Database, DatabaseType DatabaseType);

internal sealed class CreateDatabaseHandler(IMediator mediator, DatabaseStore databases, TimeProvider clock)
    : IRequestHandler<CreateDatabase, Result<CreatedDatabase>>
{
    public async Task<Result<CreatedDatabase>> Handle(CreateDatabase command, CancellationToken cancellationToken)
    {
        if (await mediator.Ask(new WhichEntity(command.Owner), cancellationToken) is not { } owner)
        {
            return AybError.NotFound("entity", command.Owner.Value);
        }

        if (!command.Caller.IsOrOwns(owner.Id))
        {
            return AybError.Forbidden(
                $"Authenticated entity {command.Caller.Slug} can't create a database for entity {owner.Slug}");
        }

        if (command.Caller.Scope is not null)
        {
            return AybError.Forbidden("This API token is limited to queries; it can't create databases");
        }

        if (command.Type == DatabaseType.Duckdb)
        {
            return AybError.Invalid("Databases of the type duckdb are not built in yet; use sqlite.");
        }

        var database = new HostedDatabase(DatabaseId.New(clock), owner.Id, owner.Slug, command.Database, command.Type);
        if (!await databases.AddAsync(database, cancellationToken))
        {
            return new AybError(ErrorKind.AlreadyExists, "Database already exists");
        }

        await mediator.Publish(new DatabaseCreated(command.Caller, database, command.PublicLevel), cancellationToken);
        return new CreatedDatabase(owner.Slug.Value, command.Database.Value, command.Type);
    }
}
