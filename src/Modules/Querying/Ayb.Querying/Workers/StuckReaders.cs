using System.Collections.Concurrent;
using Ayb.Contracts;

namespace Ayb.Querying.Workers;

/// <summary>
/// Who may only read a database, and has had its process ended by a query that could not be interrupted. All who use the database pay
/// for that, so that they have to do without it for a while. Whoever may write has other ways to be in the others' way.
/// </summary>
internal sealed class StuckReaders(TimeProvider clock)
{
    private static readonly TimeSpan Break = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(DatabaseId Database, EntityId Reader), DateTimeOffset> _until = new();

    public void Add(DatabaseId database, EntityId reader)
    {
        var now = clock.GetUtcNow();
        foreach (var over in _until.Where(entry => entry.Value <= now))
        {
            _until.TryRemove(over);
        }

        _until[(database, reader)] = now + Break;
    }

    /// <returns>Why this reader may not query the database now; <c>null</c> for everybody else.</returns>
    public AybError? RefusalOf(DatabaseId database, EntityId reader) =>
        _until.TryGetValue((database, reader), out var until) && until - clock.GetUtcNow() is var left && left > TimeSpan.Zero
            ? new AybError(
                ErrorKind.TooManyRequests,
                $"A query of yours could not be interrupted, and the database's process had to be ended for everybody. You can query this database again in {Math.Ceiling(left.TotalMinutes):0} min.")
            {
                RetryAfter = left,
            }
            : null;
}
