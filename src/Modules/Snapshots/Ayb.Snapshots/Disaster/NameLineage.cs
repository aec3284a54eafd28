using Ayb.Contracts;
using MediatR;

namespace Ayb.Snapshots.Disaster;

/// <summary>Gives the metadata a name that no other server's has, unless it has one.</summary>
/// <returns>That name.</returns>
internal sealed record NameLineage : ICommand<string>;

internal sealed class NameLineageHandler(LineageStore lineages) : IRequestHandler<NameLineage, Result<string>>
{
    public async Task<Result<string>> Handle(NameLineage command, CancellationToken cancellationToken)
    {
        await lineages.AddAsync(Lineage.New().ToString(), cancellationToken);
        return (await lineages.FindAsync(cancellationToken))!;
    }
}
