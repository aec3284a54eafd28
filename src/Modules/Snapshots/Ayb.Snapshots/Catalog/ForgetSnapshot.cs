using Ayb.Contracts;
using MediatR;

namespace Ayb.Snapshots.Catalog;

/// <summary>Drops the row of an object that is not there any more.</summary>
internal sealed record ForgetSnapshot(HostedDatabase Database, string Id, Principal? By) : ICommand<Nothing>;

internal sealed class ForgetSnapshotHandler(SnapshotCatalog catalog, SeenStates states, IMediator mediator)
    : IRequestHandler<ForgetSnapshot, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(ForgetSnapshot command, CancellationToken cancellationToken)
    {
        var (database, id) = (command.Database, command.Id);
        var newest = await catalog.FindNewestAsync(database.Id, cancellationToken);
        if (!await catalog.RemoveAsync(database.Id, id, cancellationToken))
        {
            return new Nothing();
        }

        if (newest?.Id == id)
        {
            await states.DoubtAsync(database.Id, cancellationToken);
        }

        await mediator.Publish(new SnapshotDeleted(command.By, database, id), cancellationToken);
        return new Nothing();
    }
}
