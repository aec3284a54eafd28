using Ayb.Contracts;
using MediatR;

namespace Ayb.Snapshots.Catalog;

/// <summary>A database was written to, but holds what its newest snapshot holds, if that is the newest still.</summary>
internal sealed record RecordSeen(Snapshot Newest, string Written) : ICommand<Nothing>;

internal sealed class RecordSeenHandler(SnapshotCatalog catalog, SeenStates states) : IRequestHandler<RecordSeen, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(RecordSeen command, CancellationToken cancellationToken)
    {
        var database = command.Newest.Database;
        if ((await catalog.FindNewestAsync(database, cancellationToken))?.Id == command.Newest.Id)
        {
            await states.SetSeenAsync(database, command.Written, cancellationToken);
        }

        return new Nothing();
    }
}
