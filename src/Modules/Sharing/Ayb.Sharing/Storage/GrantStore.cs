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

    private const string ByDatabaseAndEntities =
        """
        SELECT database_id AS DatabaseId, entity_id AS EntityId, entity_slug AS EntitySlug, level AS Level
        FROM grants
        WHERE database_id = @DatabaseId AND entity_id IN @EntityIds
        """;

    private const string ByDatabase =
        """
        SELECT database_id AS DatabaseId, entity_id AS EntityId, entity_slug AS EntitySlug, level AS Level
        FROM grants
        WHERE database_id = @DatabaseId
        ORDER BY entity_slug
        """;

    private const string ByDatabasesAndEntities =
        """
        SELECT database_id AS DatabaseId, entity_id AS EntityId, entity_slug AS EntitySlug, level AS Level
        FROM grants
        WHERE entity_id IN @EntityIds AND database_id IN @DatabaseIds
        """;

    private const string DeleteOne = "DELETE FROM grants WHERE database_id = @DatabaseId AND entity_id = @EntityId";

    private const string DeleteAll = "DELETE FROM grants WHERE database_id = @DatabaseId RETURNING entity_id";

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
        session.ForgetAtCommit(() => cache.Remove(new GrantKey(database, entity.Id)));
    }

    /// <summary>From now on nothing was said of this entity.</summary>
    public async Task RemoveAsync(DatabaseId database, EntityId entity, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(DeleteOne, new { DatabaseId = database.Value, EntityId = entity.Value }, cancellationToken);
        session.ForgetAtCommit(() => cache.Remove(new GrantKey(database, entity)));
    }

    /// <summary>From now on nothing was said of anybody.</summary>
    public async Task RemoveAsync(DatabaseId database, CancellationToken cancellationToken)
    {
        foreach (var entity in await session.ListAsync<string>(DeleteAll, new { DatabaseId = database.Value }, cancellationToken))
        {
            session.ForgetAtCommit(() => cache.Remove(new GrantKey(database, new EntityId(entity))));
        }
    }

    /// <summary>What a database grants to a caller and to the organizations that they belong to.</summary>
    /// <returns>Nothing for those of whom nothing was said; that is not the same as no access.</returns>
    // Every query passes here: known grants, and that there are none, cost neither a task nor a connection.
    public ValueTask<IReadOnlyList<Grant>> FindAsync(
        DatabaseId database, Principal caller, CancellationToken cancellationToken)
    {
        List<Grant>? known = null;
        var isKnown = !session.InTransaction && TryRecall(new GrantKey(database, caller.Id), ref known);
        for (var index = 0; isKnown && index < caller.Memberships.Count; index++)
        {
            isKnown = TryRecall(new GrantKey(database, caller.Memberships[index].Organization), ref known);
        }

        return isKnown
            ? new ValueTask<IReadOnlyList<Grant>>(known ?? (IReadOnlyList<Grant>)[])
            : new ValueTask<IReadOnlyList<Grant>>(ReadAsync(database, caller, cancellationToken));
    }

    /// <summary>What was said of one entity itself, whatever its organizations bring.</summary>
    public async Task<SharingLevel?> FindOwnAsync(DatabaseId database, EntityId entity, CancellationToken cancellationToken)
    {
        var row = await session.FindAsync<GrantRow>(
            ByDatabaseAndEntities, new { DatabaseId = database.Value, EntityIds = new InList([entity.Value]) }, cancellationToken);
        return row?.ToLevel();
    }

    /// <summary>Everything that was said of single entities, sorted by slug.</summary>
    public Task<IReadOnlyList<GrantRow>> ListAsync(DatabaseId database, CancellationToken cancellationToken) =>
        session.ListAsync<GrantRow>(ByDatabase, new { DatabaseId = database.Value }, cancellationToken);

    /// <summary>As <see cref="FindAsync"/>, for many databases.</summary>
    public async Task<ILookup<DatabaseId, Grant>> ListAsync(
        Principal caller, IEnumerable<DatabaseId> databases, CancellationToken cancellationToken)
    {
        var entities = new InList(HoldersOf(caller));
        var rows = new List<GrantRow>();
        foreach (var ids in InList.Split(databases.Select(database => database.Value)))
        {
            rows.AddRange(await session.ListAsync<GrantRow>(
                ByDatabasesAndEntities, new { EntityIds = entities, DatabaseIds = ids }, cancellationToken));
        }

        return rows.ToLookup(row => new DatabaseId(row.DatabaseId), row => row.ToGrant());
    }

    private static string[] HoldersOf(Principal caller) =>
        [caller.Id.Value, .. caller.Memberships.Select(membership => membership.Organization.Value)];

    private bool TryRecall(GrantKey key, ref List<Grant>? known)
    {
        if (!cache.TryGet(key, out var level))
        {
            return false;
        }

        if (level is { } granted)
        {
            (known ??= []).Add(new Grant(key.Entity, granted));
        }

        return true;
    }

    private async Task<IReadOnlyList<Grant>> ReadAsync(
        DatabaseId database, Principal caller, CancellationToken cancellationToken)
    {
        var generation = cache.Generation;
        var holders = HoldersOf(caller);
        var rows = await session.ListAsync<GrantRow>(
            ByDatabaseAndEntities, new { DatabaseId = database.Value, EntityIds = new InList(holders) }, cancellationToken);
        if (!session.InTransaction)
        {
            foreach (var holder in holders)
            {
                cache.Add(
                    new GrantKey(database, new EntityId(holder)),
                    rows.FirstOrDefault(row => row.EntityId == holder)?.ToLevel(),
                    generation);
            }
        }

        return [.. rows.Select(row => row.ToGrant())];
    }
}
