using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using MediatR;

namespace Ayb.Snapshots;

/// <summary>Tries again what a storage that was away has left of databases that are no more.</summary>
internal sealed record DropLeftovers : IRequest<Result<Nothing>>;

internal sealed class DropLeftoversHandler(PurgedDatabases purged, IMediator mediator) : IRequestHandler<DropLeftovers, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(DropLeftovers request, CancellationToken cancellationToken)
    {
        foreach (var database in await purged.ListAsync(cancellationToken))
        {
            await mediator.Send(new DropSnapshots(database), cancellationToken);
        }

        return new Nothing();
    }
}
