using Ayb.Contracts;
using Ayb.Infrastructure.Requests;
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

    /// <summary>
    /// The same once more, when something has taken its time: by then the token may be revoked, the access withdrawn, and the name another
    /// database's.
    /// </summary>
    public static async Task<Result<QueryableDatabase>> FindAgainAsync(
        IMediator mediator, Principal caller, HostedDatabase database, CancellationToken cancellationToken)
    {
        if (!(await mediator.Send(new StillAllowed(caller), cancellationToken)).TryGet(out _, out var error))
        {
            return error;
        }

        var found = await FindAsync(mediator, caller, database.Owner, database.Slug, cancellationToken);
        return found.TryGet(out var now, out _) && now.Database.Id != database.Id ? AybError.NotFound("database", database.Name) : found;
    }

    /// <summary>The same for who looks back.</summary>
    public static async Task<Result<Nothing>> MayStillLookBackAsync(
        IMediator mediator, Principal caller, HostedDatabase database, CancellationToken cancellationToken) =>
        !(await FindAgainAsync(mediator, caller, database, cancellationToken)).TryGet(out var now, out var error) ? error
        : now.MayLookBack ? new Nothing()
        : NoLookingBack(caller, database);
}
