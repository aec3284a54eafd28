using Ayb.Contracts;
using Ayb.Databases.Storage;
using MediatR;

namespace Ayb.Databases;

/// <summary>What every way to a new database has in common: who may have it, and what happens when it comes to exist.</summary>
internal sealed class NewDatabases(IMediator mediator, DatabaseStore databases, TimeProvider clock)
{
    public static readonly AybError NameTaken = new(ErrorKind.AlreadyExists, "Database already exists");

    /// <summary>The database as it would be, if this caller may have it.</summary>
    public async Task<Result<HostedDatabase>> PlanAsync(Principal caller, DatabasePath path, CancellationToken cancellationToken)
    {
        if (await mediator.Ask(new WhichEntity(path.Owner), cancellationToken) is not { } owner)
        {
            return AybError.NotFound("entity", path.Owner.Value);
        }

        if (!caller.IsOrOwns(owner.Id))
        {
            return AybError.Forbidden($"Authenticated entity {caller.Slug} can't create a database for entity {owner.Slug}");
        }

        return caller.Scope is null
            ? new HostedDatabase(DatabaseId.New(clock), owner.Id, owner.Slug, path.Slug, DatabaseType.Sqlite)
            : AybError.Forbidden("This API token is limited to queries; it can't create databases");
    }

    /// <summary>Inside a command.</summary>
    public async Task<Result<Nothing>> AddAsync(
        Principal by, HostedDatabase database, PublicSharingLevel publicLevel, CancellationToken cancellationToken)
    {
        if (await mediator.Ask(new MayStillOwn(by, database), cancellationToken) is { Error: { } refusal })
        {
            return refusal;
        }

        if (!await databases.AddAsync(database, cancellationToken))
        {
            return NameTaken;
        }

        await mediator.Publish(new DatabaseCreated(by, database, publicLevel), cancellationToken);
        return new Nothing();
    }
}
