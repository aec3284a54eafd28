using Ayb.Infrastructure.Metadata;

namespace Ayb.Snapshots.Disaster;

/// <summary>The SQL of whose metadata this is.</summary>
internal sealed class LineageStore(MetadataSession session)
{
    private const string Insert = "INSERT INTO lineage (only_one, id) VALUES (1, @id) ON CONFLICT DO NOTHING";

    private const string Upsert = "INSERT INTO lineage (only_one, id) VALUES (1, @id) ON CONFLICT (only_one) DO UPDATE SET id = excluded.id";

    private const string Select = "SELECT id FROM lineage";

    public Task AddAsync(string id, CancellationToken cancellationToken) => session.ExecuteAsync(Insert, new { id }, cancellationToken);

    public Task SetAsync(string id, CancellationToken cancellationToken) => session.ExecuteAsync(Upsert, new { id }, cancellationToken);

    public Task<string?> FindAsync(CancellationToken cancellationToken) => session.FindAsync<string>(Select, new { }, cancellationToken);
}
