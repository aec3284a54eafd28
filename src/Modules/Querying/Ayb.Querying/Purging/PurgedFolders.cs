using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;

namespace Ayb.Querying.Purging;

/// <summary>The SQL of which folders are to be deleted. Nothing else is a reason to delete one: least of all that nobody knows of it.</summary>
internal sealed class PurgedFolders(MetadataSession session)
{
    private const string Insert = "INSERT INTO purged_folders (database_id) VALUES (@Database) ON CONFLICT DO NOTHING";

    private const string All = "SELECT database_id FROM purged_folders";

    private const string Delete = "DELETE FROM purged_folders WHERE database_id = @Database";

    public Task AddAsync(DatabaseId database, CancellationToken cancellationToken) =>
        session.ExecuteAsync(Insert, new { Database = database.Value }, cancellationToken);

    public async Task<IReadOnlyList<DatabaseId>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await session.ListAsync<string>(All, new { }, cancellationToken)).Select(id => new DatabaseId(id))];

    public Task RemoveAsync(DatabaseId database, CancellationToken cancellationToken) =>
        session.ExecuteAsync(Delete, new { Database = database.Value }, cancellationToken);
}
