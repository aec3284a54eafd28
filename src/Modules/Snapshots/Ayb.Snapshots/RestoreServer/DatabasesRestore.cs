using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Storage;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Snapshots;

/// <summary>Brings all databases back that the metadata knows, a few at a time, and says how far it is.</summary>
internal sealed class DatabasesRestore(
    ISnapshotStorage storage, KeptObjects kept, Adoption adoption, IMediator mediator, IServiceScopeFactory scopes)
{
    /// <summary>Each takes a process that checks the file, and room for one file more.</summary>
    private const int AtOnce = 4;

    private readonly Lock _progress = new();

    public async Task<Result<RestoreReport>> RunAsync(Action<string> tell, CancellationToken cancellationToken)
    {
        if (!(await storage.ListAsync("", cancellationToken)).TryGet(out var objects, out var error))
        {
            return error;
        }

        // Also deleted ones: who brings one back expects what was in it.
        var known = await KnownDatabases.AskAsync(mediator, cancellationToken);
        var index = await SnapshotIndex.ReadAsync(objects, await kept.ListAsync(cancellationToken), known, adoption, cancellationToken);
        var databases = known.All;
        var done = new List<RestoredDatabase>();
        await Parallel.ForEachAsync(
            databases.OrderBy(database => database.Name, StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (database, cancellation) =>
            {
                await using var scope = scopes.CreateAsyncScope();
                var restored = await scope.ServiceProvider.GetRequiredService<DatabaseRestore>().RunAsync(database, index, cancellation);
                if (known.IsDeleted(database.Id))
                {
                    restored = restored with { Name = $"{restored.Name} (deleted)" };
                }

                lock (_progress)
                {
                    done.Add(restored);
                    tell($"[{done.Count}/{databases.Count}] {restored.Name}: {restored.What}");
                }
            });

        return new RestoreReport(
            done.Count(one => one.Outcome == RestoreOutcome.Restored),
            done.Count(one => one.Outcome == RestoreOutcome.AlreadyThere),
            NamesOf(done, RestoreOutcome.WithoutSnapshot),
            NamesOf(done, RestoreOutcome.Failed),
            index.Unknown);
    }

    private static IReadOnlyList<string> NamesOf(IEnumerable<RestoredDatabase> done, RestoreOutcome outcome) =>
        [.. done.Where(one => one.Outcome == outcome).Select(one => one.Name).Order(StringComparer.Ordinal)];
}
