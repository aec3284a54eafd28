using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;

namespace Ayb.Databases.Storage;

/// <summary>Databases that were deleted, for as long as they can come back.</summary>
internal sealed class DeletedDatabaseStore(MetadataSession session, DatabasesOptions options, TimeProvider clock)
{
    private const string Columns =
        """
        id AS Id, owner_id AS OwnerId, owner_slug AS OwnerSlug, slug AS Slug, type AS Type, origin_id AS OriginId,
        created_at AS CreatedAt, deleted_at AS DeletedAt
        """;

    private const string Insert =
        """
        INSERT INTO deleted_databases (id, owner_id, owner_slug, slug, type, origin_id, created_at, deleted_at)
        VALUES (@Id, @OwnerId, @OwnerSlug, @Slug, @Type, @OriginId, @CreatedAt, @DeletedAt)
        """;

    private const string OfOwner =
        $"SELECT {Columns} FROM deleted_databases WHERE owner_id = @Owner ORDER BY deleted_at DESC, id DESC";

    private const string All = $"SELECT {Columns} FROM deleted_databases";

    private const string Delete = "DELETE FROM deleted_databases WHERE id = @Id";

    private const string Due = "SELECT id FROM deleted_databases WHERE deleted_at <= @Until ORDER BY deleted_at";

    private const string DeleteDue = $"DELETE FROM deleted_databases WHERE id = @Id AND deleted_at <= @Until RETURNING {Columns}";

    private long Until => (clock.GetUtcNow() - options.GracePeriod).ToUnixTimeMilliseconds();

    /// <returns>When it goes for good.</returns>
    public async Task<DateTime> AddAsync(DatabaseRow database, CancellationToken cancellationToken)
    {
        var deleted = DeletedDatabaseRow.Of(database, clock.GetUtcNow());
        await session.ExecuteAsync(Insert, deleted, cancellationToken);
        return PurgedAt(deleted);
    }

    public DateTime PurgedAt(DeletedDatabaseRow database) => Time(database.DeletedAt) + options.GracePeriod;

    public static DateTime Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime;

    /// <summary>All that an entity has deleted, the latest first.</summary>
    public Task<IReadOnlyList<DeletedDatabaseRow>> ListAsync(EntityId owner, CancellationToken cancellationToken) =>
        session.ListAsync<DeletedDatabaseRow>(OfOwner, new { Owner = owner.Value }, cancellationToken);

    public Task<IReadOnlyList<DeletedDatabaseRow>> ListAsync(CancellationToken cancellationToken) =>
        session.ListAsync<DeletedDatabaseRow>(All, new { }, cancellationToken);

    /// <returns><c>false</c> when somebody else was faster.</returns>
    public async Task<bool> TryRemoveAsync(string id, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(Delete, new { Id = id }, cancellationToken) == 1;

    /// <summary>The ids of those whose time is over, the longest deleted first.</summary>
    public Task<IReadOnlyList<string>> ListDueAsync(CancellationToken cancellationToken) =>
        session.ListAsync<string>(Due, new { Until }, cancellationToken);

    /// <returns><c>null</c> when it has come back, or is gone already.</returns>
    public Task<DeletedDatabaseRow?> RemoveDueAsync(string id, CancellationToken cancellationToken) =>
        session.FindAsync<DeletedDatabaseRow>(DeleteDue, new { Id = id, Until }, cancellationToken);
}
