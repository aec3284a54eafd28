using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;

namespace Ayb.Snapshots.Catalog;

/// <summary>The SQL of what the automatic run has seen.</summary>
internal sealed class SeenStates(MetadataSession session)
{
    private const string Upsert =
        """
        INSERT INTO snapshot_states (database_id, written, restored) VALUES (@database, @written, @restored)
        ON CONFLICT (database_id) DO UPDATE SET written = excluded.written, restored = excluded.restored
        """;

    private const string Doubt = "UPDATE snapshot_states SET written = '' WHERE database_id = @database";

    private const string All = "SELECT database_id AS DatabaseId, written AS Written, restored AS Restored FROM snapshot_states";

    private const string One =
        "SELECT database_id AS DatabaseId, written AS Written, restored AS Restored FROM snapshot_states WHERE database_id = @database";

    private const string Delete = "DELETE FROM snapshot_states WHERE database_id = @database";

    public async Task<IReadOnlyDictionary<DatabaseId, SeenState>> ListAsync(CancellationToken cancellationToken) =>
        (await session.ListAsync<SeenState>(All, new { }, cancellationToken)).ToDictionary(state => new DatabaseId(state.DatabaseId));

    public Task<SeenState?> FindAsync(DatabaseId database, CancellationToken cancellationToken) =>
        session.FindAsync<SeenState>(One, new { database = database.Value }, cancellationToken);

    /// <summary>The newest snapshot holds what was there when the file was last written.</summary>
    public Task SetSeenAsync(DatabaseId database, string written, CancellationToken cancellationToken) =>
        session.ExecuteAsync(Upsert, new { database = database.Value, written, restored = 0L }, cancellationToken);

    public Task SetRestoredAsync(DatabaseId database, CancellationToken cancellationToken) =>
        session.ExecuteAsync(Upsert, new { database = database.Value, written = "", restored = 1L }, cancellationToken);

    /// <summary>The newest snapshot is no longer the one that it was.</summary>
    public Task DoubtAsync(DatabaseId database, CancellationToken cancellationToken) =>
        session.ExecuteAsync(Doubt, new { database = database.Value }, cancellationToken);

    public Task RemoveAsync(DatabaseId database, CancellationToken cancellationToken) =>
        session.ExecuteAsync(Delete, new { database = database.Value }, cancellationToken);
}
