using Ayb.Contracts;
using Ayb.Infrastructure.Requests;
using Ayb.Snapshots.Storage;
using MediatR;

namespace Ayb.Snapshots;

/// <summary>Databases whose snapshots the caller manages, on a server that keeps some: what every use case begins with.</summary>
internal sealed class ManagedDatabases(IMediator mediator, ISnapshotStorage storage)
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

    /// <summary>
    /// For who is about to change something, once it is their turn: the token may have been revoked while they waited, or on another server.
    /// </summary>
    public Task<Result<Nothing>> MayStillAsync(Principal caller, CancellationToken cancellationToken) =>
        mediator.Send(new StillAllowed(caller), cancellationToken);
}
