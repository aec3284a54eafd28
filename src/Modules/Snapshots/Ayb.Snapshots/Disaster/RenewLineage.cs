using Ayb.Contracts;
using MediatR;

namespace Ayb.Snapshots.Disaster;

/// <summary>
/// The metadata was restored: what is kept of it from now on is told from what was kept before, which may be better than what was restored.
/// </summary>
internal sealed record RenewLineage : ICommand<Nothing>;

internal sealed class RenewLineageHandler(LineageStore lineages, TimeProvider clock) : IRequestHandler<RenewLineage, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(RenewLineage command, CancellationToken cancellationToken)
    {
        var before = await lineages.FindAsync(cancellationToken) is { } lineage ? Lineage.Parse(lineage) : Lineage.New();
        await lineages.SetAsync($"{before with { RestoredAt = MetadataSnapshot.IdOf(clock.GetUtcNow()) }}", cancellationToken);
        return new Nothing();
    }
}
