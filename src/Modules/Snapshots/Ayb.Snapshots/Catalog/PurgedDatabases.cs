using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;

namespace Ayb.Snapshots.Catalog;

/// <summary>The SQL of databases that are no more and still have snapshots.</summary>
internal sealed class PurgedDatabases(MetadataSession session)
{
    private const string Insert =
        """
        INSERT INTO purged_databases (database_id, owner_id, owner_slug, slug, type)
        VALUES (@DatabaseId, @OwnerId, @OwnerSlug, @Slug, @Type)
        ON CONFLICT DO NOTHING
        """;

    private const string All =
        "SELECT database_id AS DatabaseId, owner_id AS OwnerId, owner_slug AS OwnerSlug, slug AS Slug, type AS Type FROM purged_databases";

    private const string Delete = "DELETE FROM purged_databases WHERE database_id = @Database";

    public Task AddAsync(HostedDatabase database, CancellationToken cancellationToken) =>
        session.ExecuteAsync(Insert, PurgedDatabaseRow.Of(database), cancellationToken);

    public async Task<IReadOnlyList<HostedDatabase>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await session.ListAsync<PurgedDatabaseRow>(All, new { }, cancellationToken)).Select(row => row.ToDatabase())];

    public Task RemoveAsync(DatabaseId database, CancellationToken cancellationToken) =>
        session.ExecuteAsync(Delete, new { Database = database.Value }, cancellationToken);
}
