using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;

namespace Ayb.Snapshots.Catalog;

/// <summary>The SQL of what snapshots there are. The objects themselves are in the storage.</summary>
internal sealed class SnapshotCatalog(MetadataSession session)
{
    private const string Insert =
        """
        INSERT INTO snapshots (database_id, id, kind, name, note, taken_at, bytes, stored_bytes, sha256, object_key)
        VALUES (@DatabaseId, @Id, @Kind, @Name, @Note, @TakenAt, @Bytes, @StoredBytes, @Sha256, @ObjectKey)
        ON CONFLICT DO NOTHING
        """;

    /// <summary>The content is compared: an object of another one can't stand in for it, whatever it is called.</summary>
    private const string Move =
        """
        UPDATE snapshots SET object_key = @ObjectKey, missing_since = 0
        WHERE database_id = @DatabaseId AND id = @Id AND missing_since <> 0 AND bytes = @Bytes AND sha256 = @Sha256
        """;

    private const string NewestFirst =
        """
        SELECT database_id AS DatabaseId, id AS Id, kind AS Kind, name AS Name, note AS Note, taken_at AS TakenAt,
            bytes AS Bytes, stored_bytes AS StoredBytes, sha256 AS Sha256, object_key AS ObjectKey
        FROM snapshots
        WHERE database_id = @database AND missing_since = 0
        ORDER BY taken_at DESC, id DESC
        """;

    private const string All =
        """
        SELECT database_id AS DatabaseId, id AS Id, kind AS Kind, name AS Name, note AS Note, taken_at AS TakenAt,
            bytes AS Bytes, stored_bytes AS StoredBytes, sha256 AS Sha256, object_key AS ObjectKey
        FROM snapshots
        WHERE database_id = @database
        """;

    private const string ById =
        """
        SELECT database_id AS DatabaseId, id AS Id, kind AS Kind, name AS Name, note AS Note, taken_at AS TakenAt,
            bytes AS Bytes, stored_bytes AS StoredBytes, sha256 AS Sha256, object_key AS ObjectKey
        FROM snapshots
        WHERE database_id = @database AND id = @id
        """;

    private const string ListedById = ById + " AND missing_since = 0";

    private const string OfKey = "SELECT COUNT(*) FROM snapshots WHERE object_key = @objectKey";

    private const string Newest = NewestFirst + " LIMIT 1";

    private const string NewestAt =
        """
        SELECT database_id AS DatabaseId, id AS Id, kind AS Kind, name AS Name, note AS Note, taken_at AS TakenAt,
            bytes AS Bytes, stored_bytes AS StoredBytes, sha256 AS Sha256, object_key AS ObjectKey
        FROM snapshots
        WHERE database_id = @database AND taken_at <= @time AND missing_since = 0
        ORDER BY taken_at DESC, id DESC
        LIMIT 1
        """;

    private const string Delete = "DELETE FROM snapshots WHERE database_id = @database AND id = @id";

    /// <returns><c>false</c> when it is there already.</returns>
    public async Task<bool> AddAsync(Snapshot snapshot, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(Insert, SnapshotRow.Of(snapshot), cancellationToken) == 1;

    /// <summary>Gives a snapshot whose object is missing the object that holds the same and stands elsewhere: somebody has moved it.</summary>
    /// <returns><c>false</c> when there is no such snapshot.</returns>
    public async Task<bool> MoveAsync(Snapshot snapshot, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(Move, SnapshotRow.Of(snapshot), cancellationToken) == 1;

    /// <summary>Also one that the storage does not seem to have.</summary>
    public async Task<Snapshot?> FindAsync(DatabaseId database, string id, CancellationToken cancellationToken) =>
        (await session.FindAsync<SnapshotRow>(ById, new { database = database.Value, id }, cancellationToken))?.ToSnapshot();

    /// <summary>As far as the storage has it.</summary>
    public async Task<Snapshot?> FindListedAsync(DatabaseId database, string id, CancellationToken cancellationToken) =>
        (await session.FindAsync<SnapshotRow>(ListedById, new { database = database.Value, id }, cancellationToken))?.ToSnapshot();

    /// <summary>Whether a snapshot is kept there, of whichever database: another one may have had this one's name before.</summary>
    public async Task<bool> HasObjectAsync(string objectKey, CancellationToken cancellationToken) =>
        await session.FindAsync<long>(OfKey, new { objectKey }, cancellationToken) > 0;

    public async Task<Snapshot?> FindNewestAsync(DatabaseId database, CancellationToken cancellationToken) =>
        (await session.FindAsync<SnapshotRow>(Newest, new { database = database.Value }, cancellationToken))?.ToSnapshot();

    /// <summary>The newest one that was there at a time.</summary>
    public async Task<Snapshot?> FindNewestAsync(DatabaseId database, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var parameters = new { database = database.Value, time = time.ToUnixTimeMilliseconds() };
        return (await session.FindAsync<SnapshotRow>(NewestAt, parameters, cancellationToken))?.ToSnapshot();
    }

    /// <summary>The snapshots of a database, newest first, as far as the storage has them.</summary>
    public Task<IReadOnlyList<Snapshot>> ListAsync(DatabaseId database, CancellationToken cancellationToken) =>
        ListAsync(NewestFirst, database, cancellationToken);

    /// <summary>All of them, in no particular order.</summary>
    public Task<IReadOnlyList<Snapshot>> ListAllAsync(DatabaseId database, CancellationToken cancellationToken) =>
        ListAsync(All, database, cancellationToken);

    /// <returns><c>false</c> when there was none.</returns>
    public async Task<bool> RemoveAsync(DatabaseId database, string id, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(Delete, new { database = database.Value, id }, cancellationToken) == 1;

    private async Task<IReadOnlyList<Snapshot>> ListAsync(string sql, DatabaseId database, CancellationToken cancellationToken)
    {
        var rows = await session.ListAsync<SnapshotRow>(sql, new { database = database.Value }, cancellationToken);
        return [.. rows.Select(row => row.ToSnapshot())];
    }
}
