using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;

namespace Ayb.Databases.Storage;

/// <summary>The databases that there are. Those that were deleted are elsewhere, see <see cref="DeletedDatabaseStore"/>.</summary>
internal sealed class DatabaseStore(
    MetadataSession session, MetadataCache<DatabaseName, HostedDatabase> cache, TimeProvider clock)
{
    private const string Columns =
        "id AS Id, owner_id AS OwnerId, owner_slug AS OwnerSlug, slug AS Slug, type AS Type, origin_id AS OriginId, created_at AS CreatedAt";

    private const string Insert =
        """
        INSERT INTO databases (id, owner_id, owner_slug, slug, type, origin_id, created_at)
        VALUES (@Id, @OwnerId, @OwnerSlug, @Slug, @Type, @OriginId, @CreatedAt)
        ON CONFLICT DO NOTHING
        """;

    private const string ByName = $"SELECT {Columns} FROM databases WHERE owner_slug = @Owner AND slug = @Slug";

    private const string ByOwner = $"SELECT {Columns} FROM databases WHERE owner_id = @Owner ORDER BY slug";

    private const string All = $"SELECT {Columns} FROM databases";

    private const string ByIds = $"SELECT {Columns} FROM databases WHERE id IN @Ids";

    // It changes nothing, and keeps the row from all others until the transaction is over; SQLite has no FOR UPDATE.
    private const string Hold =
        """
        UPDATE databases
        SET type = type
        WHERE id = @Id AND owner_id = @OwnerId AND slug = @Slug
        """;

    // Whoever has moved or deleted it meanwhile leaves nothing to delete.
    private const string Delete =
        $"""
        DELETE FROM databases
        WHERE id = @Id AND owner_id = @OwnerId AND slug = @Slug
        RETURNING {Columns}
        """;

    /// <returns><c>false</c> when the owner already has a database of this name.</returns>
    public Task<bool> AddAsync(HostedDatabase database, CancellationToken cancellationToken) =>
        AddAsync(DatabaseRow.Of(database, clock.GetUtcNow().ToUnixTimeMilliseconds()), cancellationToken);

    /// <summary>The same for one that there was before.</summary>
    public async Task<bool> AddAsync(DatabaseRow row, CancellationToken cancellationToken)
    {
        ForgetAtCommit(row);
        return await session.ExecuteAsync(Insert, row, cancellationToken) == 1;
    }

    /// <summary>Nobody else renames, moves or deletes it until the transaction is over.</summary>
    /// <returns><c>false</c> when somebody has.</returns>
    public async Task<bool> TryHoldAsync(HostedDatabase database, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(Hold, DatabaseRow.Of(database, createdAt: 0), cancellationToken) == 1;

    /// <returns><c>null</c> when there is none any more of this id, owner and name.</returns>
    public async Task<DatabaseRow?> RemoveAsync(HostedDatabase database, CancellationToken cancellationToken)
    {
        var row = DatabaseRow.Of(database, createdAt: 0);
        ForgetAtCommit(row);
        return await session.FindAsync<DatabaseRow>(Delete, row, cancellationToken);
    }

    // Every query passes here: a known database costs neither a task nor a connection.
    public ValueTask<HostedDatabase?> FindAsync(DatabaseName name, CancellationToken cancellationToken) =>
        !session.InTransaction && cache.TryGet(name, out var known)
            ? new ValueTask<HostedDatabase?>(known)
            : new ValueTask<HostedDatabase?>(ReadAsync(name, cancellationToken));

    public Task<IReadOnlyList<HostedDatabase>> ListAsync(CancellationToken cancellationToken) =>
        ListAsync(All, new { }, cancellationToken);

    public Task<IReadOnlyList<HostedDatabase>> ListAsync(EntityId owner, CancellationToken cancellationToken) =>
        ListAsync(ByOwner, new { Owner = owner.Value }, cancellationToken);

    /// <summary>Those of the databases that exist.</summary>
    public async Task<IReadOnlyList<HostedDatabase>> ListAsync(
        IEnumerable<DatabaseId> databases, CancellationToken cancellationToken)
    {
        var found = new List<HostedDatabase>();
        foreach (var ids in InList.Split(databases.Select(database => database.Value)))
        {
            found.AddRange(await ListAsync(ByIds, new { Ids = ids }, cancellationToken));
        }

        return found;
    }

    private void ForgetAtCommit(DatabaseRow row)
    {
        var name = new DatabaseName(EntitySlug.Parse(row.OwnerSlug).Value, DatabaseSlug.Parse(row.Slug).Value);
        session.ForgetAtCommit(() => cache.Remove(name));
    }

    private async Task<IReadOnlyList<HostedDatabase>> ListAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        var rows = await session.ListAsync<DatabaseRow>(sql, parameters, cancellationToken);
        return [.. rows.Select(row => row.ToDatabase())];
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
