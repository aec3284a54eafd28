using Ayb.Contracts;
using Ayb.Infrastructure.Requests;
using Ayb.Snapshots.Storage;
using MediatR;

namespace Ayb.Snapshots;

/// <summary>Databases whose snapshots the caller manages, on a server that keeps some: what every use case begins with.</summary>
internal sealed class ManagedDatabases(IMediator mediator, ISnapshotStorage storage, KeyedLock<DatabaseId> turns)
{
    public async Task<Result<HostedDatabase>> FindAsync(
        Principal caller, EntitySlug owner, DatabaseSlug slug, CancellationToken cancellationToken)
    {
        if (await mediator.Ask(new WhichDatabase(owner, slug), cancellationToken) is not { } database)
        {
            return AybError.NotFound("database", $"{owner}/{slug}");
        }

        var access = await mediator.Ask(new MayAccess(caller, database), cancellationToken);
        return access is not { Manage: true }
            ? AybError.Forbidden($"Authenticated entity {caller.Slug} can't manage snapshots on database {database.Name}")
            : storage is NoStorage ? SnapshotErrors.NotSetUp
            : database;
    }

    /// <summary>For who is about to change what snapshots there are, or the database by one: one after the other.</summary>
    /// <returns>To be disposed when the turn is over.</returns>
    public async Task<Result<ManagedDatabase>> EnterAsync(
        Principal caller, EntitySlug owner, DatabaseSlug slug, CancellationToken cancellationToken)
    {
        if (!(await FindAsync(caller, owner, slug, cancellationToken)).TryGet(out var database, out var error))
        {
            return error;
        }

        var turn = await turns.EnterAsync(database.Id, cancellationToken);
        try
        {
            if ((await MayStillAsync(caller, database, cancellationToken)).TryGet(out _, out error))
            {
                return new ManagedDatabase(database, turn);
            }
        }
        catch
        {
            turn.Dispose();
            throw;
        }

        turn.Dispose();
        return error;
    }

    /// <summary>
    /// For who has waited: meanwhile the token may have been revoked, also on another server, and the database deleted or handed over.
    /// </summary>
    public async Task<Result<Nothing>> MayStillAsync(Principal caller, HostedDatabase database, CancellationToken cancellationToken)
    {
        var allowed = await mediator.Send(new StillAllowed(caller), cancellationToken);
        if (!allowed.Succeeded)
        {
            return allowed;
        }

        var found = await FindAsync(caller, database.Owner, database.Slug, cancellationToken);
        return !found.TryGet(out var now, out var error) ? error
            : now.Id == database.Id ? new Nothing()
            : AybError.NotFound("database", database.Name);
    }
}
