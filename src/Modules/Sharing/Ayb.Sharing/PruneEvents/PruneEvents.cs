using Ayb.Contracts;
using Ayb.Sharing.Storage;
using MediatR;

namespace Ayb.Sharing;

/// <summary>Drops some of the events that are older than the retention; how many is the answer.</summary>
internal sealed record PruneEvents : ICommand<int>
{
    /// <summary>Few enough for other writers not to notice.</summary>
    public const int AtOnce = 1_000;
}

internal sealed class PruneEventsHandler(AuditStore audit, AuditOptions options, TimeProvider clock)
    : IRequestHandler<PruneEvents, Result<int>>
{
    public async Task<Result<int>> Handle(PruneEvents request, CancellationToken cancellationToken) =>
        await audit.RemoveOlderThanAsync(clock.GetUtcNow() - options.Retention, PruneEvents.AtOnce, cancellationToken);
}
