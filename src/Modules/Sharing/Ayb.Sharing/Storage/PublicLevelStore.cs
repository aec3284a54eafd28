using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;

namespace Ayb.Sharing.Storage;

/// <summary>What each database grants to everybody; one without a row grants nothing.</summary>
internal sealed class PublicLevelStore(MetadataSession session, MetadataCache<DatabaseId, PublicSharingLevel> cache)
{
    private const string Upsert =
        """
        INSERT INTO public_levels (database_id, level)
        VALUES (@DatabaseId, @Level)
        ON CONFLICT (database_id) DO UPDATE SET level = excluded.level
        """;

    private const string ById =
        """
        SELECT database_id AS DatabaseId, level AS Level
        FROM public_levels
        WHERE database_id = @DatabaseId
        """;

    private const string ByIds =
        """
        SELECT database_id AS DatabaseId, level AS Level
        FROM public_levels
        WHERE database_id IN @DatabaseIds
        """;

    private const string Delete = "DELETE FROM public_levels WHERE database_id = @DatabaseId";

    public async Task SetAsync(DatabaseId database, PublicSharingLevel level, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            Upsert, new { DatabaseId = database.Value, Level = WireName.Of(level) }, cancellationToken);
        session.ForgetAtCommit(() => cache.Remove(database));
    }

    public async Task RemoveAsync(DatabaseId database, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(Delete, new { DatabaseId = database.Value }, cancellationToken);
        session.ForgetAtCommit(() => cache.Remove(database));
    }

    // Every query passes here: a known level costs neither a task nor a connection.
    public ValueTask<PublicSharingLevel> FindAsync(DatabaseId database, CancellationToken cancellationToken) =>
        !session.InTransaction && cache.TryGet(database, out var known)
            ? new ValueTask<PublicSharingLevel>(known)
            : new ValueTask<PublicSharingLevel>(ReadAsync(database, cancellationToken));

    public async Task<IReadOnlyDictionary<DatabaseId, PublicSharingLevel>> ListAsync(
        IEnumerable<DatabaseId> databases, CancellationToken cancellationToken)
    {
        var levels = new Dictionary<DatabaseId, PublicSharingLevel>();
        foreach (var ids in InList.Split(databases.Select(database => database.Value)))
        {
            var rows = await session.ListAsync<PublicLevelRow>(ByIds, new { DatabaseIds = ids }, cancellationToken);
            foreach (var row in rows)
            {
                levels[new DatabaseId(row.DatabaseId)] = row.ToLevel();
            }
        }

        return levels;
    }

    private async Task<PublicSharingLevel> ReadAsync(DatabaseId database, CancellationToken cancellationToken)
    {
        var generation = cache.Generation;
        var row = await session.FindAsync<PublicLevelRow>(ById, new { DatabaseId = database.Value }, cancellationToken);
        var level = row?.ToLevel() ?? PublicSharingLevel.NoAccess;
        if (!session.InTransaction)
        {
            cache.Add(database, level, generation);
        }

        return level;
    }
}
