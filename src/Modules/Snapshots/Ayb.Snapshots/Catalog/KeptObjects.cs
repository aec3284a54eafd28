using Ayb.Infrastructure.Metadata;

namespace Ayb.Snapshots.Catalog;

/// <summary>The SQL of where all snapshots have their objects, and whether they are there.</summary>
internal sealed class KeptObjects(MetadataSession session)
{
    private const string All =
        "SELECT database_id AS DatabaseId, id AS Id, object_key AS ObjectKey, missing_since AS MissingSince FROM snapshots";

    private const string Miss = "UPDATE snapshots SET missing_since = @since WHERE database_id = @DatabaseId AND id = @Id AND missing_since = 0";

    private const string Find = "UPDATE snapshots SET missing_since = 0 WHERE database_id = @DatabaseId AND id = @Id AND missing_since <> 0";

    public Task<IReadOnlyList<KeptObject>> ListAsync(CancellationToken cancellationToken) =>
        session.ListAsync<KeptObject>(All, new { }, cancellationToken);

    /// <returns><c>false</c> when the row is gone, or says so already.</returns>
    public async Task<bool> MissAsync(KeptObject row, DateTimeOffset since, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(Miss, new { row.DatabaseId, row.Id, since = since.ToUnixTimeMilliseconds() }, cancellationToken) == 1;

    /// <returns><c>false</c> when the row is gone, or says so already.</returns>
    public async Task<bool> FindAsync(KeptObject row, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(Find, new { row.DatabaseId, row.Id }, cancellationToken) == 1;
}
