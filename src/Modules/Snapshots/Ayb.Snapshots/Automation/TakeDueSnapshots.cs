using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Taking;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots.Automation;

/// <summary>A run of the automation: takes a snapshot of every database in which something has changed.</summary>
/// <param name="Spread">The time over which they are begun, so that a server with many databases has no peak.</param>
internal sealed record TakeDueSnapshots(TimeSpan Spread) : IRequest<Result<RunReport>>;

/// <summary>What became of the databases.</summary>
internal sealed record RunReport(int Taken, int Failed, int Unchanged);

internal sealed class TakeDueSnapshotsHandler(
    AutomationTurn turn, SeenStates states, IMediator mediator, SnapshotMeter meter, TimeProvider clock, ILogger<TakeDueSnapshotsHandler> logger)
    : IRequestHandler<TakeDueSnapshots, Result<RunReport>>
{
    public async Task<Result<RunReport>> Handle(TakeDueSnapshots request, CancellationToken cancellationToken)
    {
        using var run = await turn.EnterAsync(cancellationToken);
        var start = clock.GetTimestamp();
        var databases = await mediator.Ask(new WhichDatabasesExist(), cancellationToken) ?? [];
        var due = await FindDueAsync(databases, cancellationToken);
        var (taken, failed) = (0, 0);
        for (var index = 0; index < due.Count; index++)
        {
            await WaitAsync(start, request.Spread * index / due.Count, cancellationToken);
            switch (await TryAsync(due[index], cancellationToken))
            {
                case true:
                    taken++;
                    break;
                case null:
                    failed++;
                    meter.Failed();
                    break;
            }
        }

        var report = new RunReport(taken, failed, databases.Count - taken - failed);
        Tell(report, clock.GetElapsedTime(start));
        return report;
    }

    /// <summary>Those that were written to, in an order of chance: none is always the last one.</summary>
    private async Task<IReadOnlyList<HostedDatabase>> FindDueAsync(
        IReadOnlyList<HostedDatabase> databases, CancellationToken cancellationToken)
    {
        var seen = await states.ListAsync(cancellationToken);
        var due = new List<HostedDatabase>();
        foreach (var database in databases)
        {
            if (await mediator.Ask(new WhenWritten(database), cancellationToken) is { } written)
            {
                if (seen.GetValueOrDefault(database.Id)?.IsOutdated(written) ?? true)
                {
                    due.Add(database);
                }
                else
                {
                    meter.Skipped();
                }
            }
        }

        var shuffled = due.ToArray();
        Random.Shared.Shuffle(shuffled);
        return shuffled;
    }

    private async Task WaitAsync(long start, TimeSpan offset, CancellationToken cancellationToken)
    {
        var left = offset - clock.GetElapsedTime(start);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, clock, cancellationToken);
        }
    }

    /// <returns>Whether a snapshot was taken; null for a failure, which is no reason to leave out the others.</returns>
    private async Task<bool?> TryAsync(HostedDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            var taken = await mediator.Send(new TakeAutomaticSnapshot(database), cancellationToken);
            if (taken.TryGet(out var isNew, out var error))
            {
                return isNew;
            }

            Log.AutomaticSnapshotFailed(logger, database.Name, error.Message);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Of any type: whatever is wrong with one database, the others have theirs coming.
            Log.AutomaticSnapshotBroke(logger, exception, database.Name);
        }

        return null;
    }

    private void Tell(RunReport report, TimeSpan time)
    {
        if (report is { Taken: 0, Failed: 0 })
        {
            Log.NothingChanged(logger, report.Unchanged);
        }
        else
        {
            Log.RunEnded(logger, report.Taken, report.Failed, report.Unchanged, time);
        }
    }
}
