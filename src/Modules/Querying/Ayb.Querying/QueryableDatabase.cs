using Ayb.Contracts;
using MediatR;

namespace Ayb.Querying;

/// <summary>A database that somebody may query: at this moment, so it is asked for each request anew.</summary>
internal readonly record struct QueryableDatabase(HostedDatabase Database, bool MayWrite, bool MayLookBack)
{
    public static AybError NoLookingBack(Principal caller, HostedDatabase database) =>
        AybError.Forbidden($"Authenticated entity {caller.Slug} can't query earlier versions of database {database.Name}");

    public static async ValueTask<Result<QueryableDatabase>> FindAsync(
        IMediator mediator, Principal caller, EntitySlug owner, DatabaseSlug slug, CancellationToken cancellationToken)
    {
        var database = await mediator.Ask(new WhichDatabase(owner, slug), cancellationToken);
        if (database is null)
        {
            return AybError.NotFound("database", $"{owner}/{slug}");
        }

        var access = await mediator.Ask(new MayAccess(caller, database), cancellationToken) ?? DatabaseAccess.None;
        return access.Query == QueryAccess.None
            ? AybError.Forbidden($"Authenticated entity {caller.Slug} can't query database {database.Name}")
            : new QueryableDatabase(database, access.Query == QueryAccess.ReadWrite, access.LookBack);
    }
}
