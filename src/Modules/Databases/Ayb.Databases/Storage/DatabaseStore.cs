using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;

namespace Ayb.Databases.Storage;

internal sealed class DatabaseStore(
    MetadataSession session, MetadataCache<DatabaseName, HostedDatabase> cache, TimeProvider clock)
{
    private const string Insert =
        """
        INSERT INTO databases (id, owner_id, owner_slug, slug, type, created_at)
        VALUES (@Id, @OwnerId, @OwnerSlug, @Slug, @Type, @CreatedAt)
        ON CONFLICT DO NOTHING
        """;

    private const string ByName =
        """
        SELECT id AS Id, owner_id AS OwnerId, owner_slug AS OwnerSlug, slug AS Slug, type AS Type
        FROM databases
        WHERE owner_slug = @Owner AND slug = @Slug
        """;

    private const string ByOwner =
        """
        SELECT id AS Id, owner_id AS OwnerId, owner_slug AS OwnerSlug, slug AS Slug, type AS Type
        FROM databases
        WHERE owner_id = @Owner
        ORDER BY slug
        """;

    private const string All = "SELECT id AS Id, owner_id AS OwnerId, owner_slug AS OwnerSlug, slug AS Slug, type AS Type FROM databases";

    private const string ByIds =
        """
        SELECT id AS Id, owner_id AS OwnerId, owner_slug AS OwnerSlug, slug AS Slug, type AS Type
        FROM databases
        WHERE id IN @Ids
        """;

    /// <returns><c>false</c> when the owner already has a database of this name.</returns>
    public async Task<bool> AddAsync(HostedDatabase database, CancellationToken cancellationToken)
    {
        var inserted = await session.ExecuteAsync(
            Insert,
            new
            {
                Id = database.Id.Value,
                OwnerId = database.OwnerId.Value,
                OwnerSlug = database.Owner.Value,
                Slug = database.Slug.Value,
                Type = WireName.Of(database.Type),
                CreatedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken);
        return inserted == 1;
    }

    // Every query passes here: a known database costs neither a task nor a connection.
    public ValueTask<HostedDatabase?> FindAsync(DatabaseName name, CancellationToken cancellationToken) =>
        !session.InTransaction && cache.TryGet(name, out var known)
            ? new ValueTask<HostedDatabase?>(known)
            : new ValueTask<HostedDatabase?>(ReadAsync(name, cancellationToken));

    public async Task<IReadOnlyList<HostedDatabase>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = await session.ListAsync<DatabaseRow>(All, new { }, cancellationToken);
        return [.. rows.Select(row => row.ToDatabase())];
    }

    public async Task<IReadOnlyList<HostedDatabase>> ListAsync(EntityId owner, CancellationToken cancellationToken)
    {
        var rows = await session.ListAsync<DatabaseRow>(ByOwner, new { Owner = owner.Value }, cancellationToken);
        return [.. rows.Select(row => row.ToDatabase())];
    }

    /// <summary>Those of the databases that exist.</summary>
    public async Task<IReadOnlyList<HostedDatabase>> ListAsync(
        IEnumerable<DatabaseId> databases, CancellationToken cancellationToken)
    {
        var found = new List<HostedDatabase>();
        foreach (var ids in InList.Split(databases.Select(database => database.Value)))
        {
            var rows = await session.ListAsync<DatabaseRow>(ByIds, new { Ids = ids }, cancellationToken);
            found.AddRange(rows.Select(row => row.ToDatabase()));
        }

        return found;
    }

    private async Task<HostedDatabase?> ReadAsync(DatabaseName name, CancellationToken cancellationToken)
    {
        var generation = cache.Generation;
        var row = await session.FindAsync<DatabaseRow>(
            ByName, new { Owner = name.Owner.Value, Slug = name.Slug.Value }, cancellationToken);
        var database = row?.ToDatabase();
        if (database is not null && !session.InTransaction)
        {
            cache.Add(name, database, generation);
        }

        return database;
    }
}
