using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;

namespace Ayb.Sharing.Storage;

/// <summary>What each database grants to single entities.</summary>
internal sealed class GrantStore(MetadataSession session, MetadataCache<GrantKey, SharingLevel?> cache, TimeProvider clock)
{
    private const string Upsert =
        """
        INSERT INTO grants (database_id, entity_id, entity_slug, level, granted_at)
        VALUES (@DatabaseId, @EntityId, @EntitySlug, @Level, @GrantedAt)
        ON CONFLICT (database_id, entity_id) DO UPDATE SET level = excluded.level, granted_at = excluded.granted_at
        """;

    private const string ByKey =
        """
        SELECT database_id AS DatabaseId, entity_slug AS EntitySlug, level AS Level
        FROM grants
        WHERE database_id = @DatabaseId AND entity_id = @EntityId
        """;

    private const string ByDatabase =
        """
        SELECT database_id AS DatabaseId, entity_slug AS EntitySlug, level AS Level
        FROM grants
        WHERE database_id = @DatabaseId
        ORDER BY entity_slug
        """;

    private const string ByEntityAndDatabases =
        """
        SELECT database_id AS DatabaseId, entity_slug AS EntitySlug, level AS Level
        FROM grants
        WHERE entity_id = @EntityId AND database_id IN @DatabaseIds
        """;

    public async Task SetAsync(DatabaseId database, Entity entity, SharingLevel level, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            Upsert,
            new
            {
                DatabaseId = database.Value,
                EntityId = entity.Id.Value,
                EntitySlug = entity.Slug.Value,
                Level = WireName.Of(level),
                GrantedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken);
        session.AfterCommit(() =>
        {
            cache.Remove(new GrantKey(database, entity.Id));
            return Task.CompletedTask;
        });
    }

    /// <returns><c>null</c> when nothing was said of this entity; that is not the same as no access.</returns>
    // Every query passes here: a known grant, and that there is none, costs neither a task nor a connection.
    public ValueTask<SharingLevel?> FindAsync(DatabaseId database, EntityId entity, CancellationToken cancellationToken)
    {
        var key = new GrantKey(database, entity);
        return !session.InTransaction && cache.TryGet(key, out var known)
            ? new ValueTask<SharingLevel?>(known)
            : new ValueTask<SharingLevel?>(ReadAsync(key, cancellationToken));
    }

    /// <summary>Everything that was said of single entities, sorted by slug.</summary>
    public Task<IReadOnlyList<GrantRow>> ListAsync(DatabaseId database, CancellationToken cancellationToken) =>
        session.ListAsync<GrantRow>(ByDatabase, new { DatabaseId = database.Value }, cancellationToken);

    /// <summary>What an entity was granted on those of the databases that say anything of it.</summary>
    public async Task<IReadOnlyDictionary<DatabaseId, SharingLevel>> ListAsync(
        EntityId entity, IEnumerable<DatabaseId> databases, CancellationToken cancellationToken)
    {
        var levels = new Dictionary<DatabaseId, SharingLevel>();
        foreach (var ids in InList.Split(databases.Select(database => database.Value)))
        {
            var rows = await session.ListAsync<GrantRow>(
                ByEntityAndDatabases, new { EntityId = entity.Value, DatabaseIds = ids }, cancellationToken);
            foreach (var row in rows)
            {
                levels[new DatabaseId(row.DatabaseId)] = row.ToLevel();
            }
        }

        return levels;
    }

    private async Task<SharingLevel?> ReadAsync(GrantKey key, CancellationToken cancellationToken)
    {
        var generation = cache.Generation;
        var row = await session.FindAsync<GrantRow>(
            ByKey, new { DatabaseId = key.Database.Value, EntityId = key.Entity.Value }, cancellationToken);
        var level = row?.ToLevel();
        if (!session.InTransaction)
        {
            cache.Add(key, level, generation);
        }

        return level;
    }
}
