using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using Ayb.Snapshots.Disaster;
using Ayb.Snapshots.Storage;
using MediatR;

namespace Ayb.Snapshots;

/// <summary>
/// Makes a server again out of its snapshots: the metadata, then each database. The server must have nothing yet, or what an attempt
/// before has brought back. It does not run meanwhile.
/// </summary>
/// <param name="Metadata">The id of the snapshot of the metadata; <c>null</c> for the newest.</param>
/// <param name="Tell">Is given lines for whoever waits.</param>
public sealed record RestoreServer(string? Metadata, Action<string> Tell) : IRequest<Result<RestoreReport>>;

internal sealed class RestoreServerHandler(
    ISnapshotStorage storage, MetadataRestore metadata, MetadataMigrator migrator, RestoreMark mark, DatabasesRestore databases, IMediator mediator)
    : IRequestHandler<RestoreServer, Result<RestoreReport>>
{
    private static readonly AybError NowhereToRestoreFrom = new(
        ErrorKind.NotSetUp, "There is nowhere to restore from: add the section [snapshots] to the configuration, as the server had it that was lost.");

    public async Task<Result<RestoreReport>> Handle(RestoreServer request, CancellationToken cancellationToken)
    {
        if (storage is NoStorage)
        {
            return NowhereToRestoreFrom;
        }

        if (!(await metadata.RunAsync(request.Metadata, request.Tell, cancellationToken)).TryGet(out _, out var error))
        {
            return error;
        }

        await migrator.MigrateAsync(cancellationToken);
        await mediator.Send(new RenewLineage(), cancellationToken);
        var restored = await databases.RunAsync(request.Tell, cancellationToken);
        if (restored.TryGet(out var report, out _) && report.Failed.Count == 0)
        {
            mark.Remove();
        }

        return restored;
    }
}
