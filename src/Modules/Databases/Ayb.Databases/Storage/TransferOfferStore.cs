using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;

namespace Ayb.Databases.Storage;

/// <summary>Who is offered which database. An offer counts for a week, and only as long as who made it owns the database.</summary>
internal sealed class TransferOfferStore(MetadataSession session, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private const string Upsert =
        """
        INSERT INTO transfer_offers (database_id, from_id, to_id, to_slug, offered_at)
        VALUES (@DatabaseId, @FromId, @ToId, @ToSlug, @OfferedAt)
        ON CONFLICT (database_id) DO UPDATE
        SET from_id = excluded.from_id, to_id = excluded.to_id, to_slug = excluded.to_slug, offered_at = excluded.offered_at
        """;

    private const string DeleteExpired = "DELETE FROM transfer_offers WHERE offered_at <= @Since";

    private const string Good =
        """
        SELECT databases.owner_slug AS OwnerSlug, databases.slug AS Slug,
               transfer_offers.to_id AS ToId, transfer_offers.to_slug AS ToSlug, transfer_offers.offered_at AS OfferedAt
        FROM transfer_offers
        JOIN databases ON databases.id = transfer_offers.database_id AND databases.owner_id = transfer_offers.from_id
        WHERE transfer_offers.offered_at > @Since
        """;

    private const string OfDatabase = $"{Good} AND transfer_offers.database_id = @DatabaseId";

    private const string OfEntities =
        $"""
        {Good} AND (transfer_offers.from_id IN @Entities OR transfer_offers.to_id IN @Entities)
        ORDER BY transfer_offers.offered_at DESC, databases.owner_slug, databases.slug
        """;

    private const string Delete = "DELETE FROM transfer_offers WHERE database_id = @DatabaseId";

    private const string DeleteTo = $"{Delete} AND to_id = @ToId";

    private long Since => (clock.GetUtcNow() - Lifetime).ToUnixTimeMilliseconds();

    /// <summary>Takes the place of an offer to somebody else.</summary>
    /// <returns>When it ends.</returns>
    public async Task<DateTime> SetAsync(HostedDatabase database, Entity to, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(DeleteExpired, new { Since }, cancellationToken);
        var now = clock.GetUtcNow();
        var row = new
        {
            DatabaseId = database.Id.Value,
            FromId = database.OwnerId.Value,
            ToId = to.Id.Value,
            ToSlug = to.Slug.Value,
            OfferedAt = now.ToUnixTimeMilliseconds(),
        };
        await session.ExecuteAsync(Upsert, row, cancellationToken);
        return now.UtcDateTime + Lifetime;
    }

    public Task<TransferOfferRow?> FindAsync(DatabaseId database, CancellationToken cancellationToken) =>
        session.FindAsync<TransferOfferRow>(OfDatabase, new { DatabaseId = database.Value, Since }, cancellationToken);

    /// <summary>What these entities have offered, or are offered, the latest first.</summary>
    public Task<IReadOnlyList<TransferOfferRow>> ListAsync(IReadOnlyCollection<EntityId> entities, CancellationToken cancellationToken) =>
        session.ListAsync<TransferOfferRow>(
            OfEntities, new { Entities = new InList([.. entities.Select(entity => entity.Value)]), Since }, cancellationToken);

    public Task RemoveAsync(DatabaseId database, CancellationToken cancellationToken) =>
        session.ExecuteAsync(Delete, new { DatabaseId = database.Value }, cancellationToken);

    /// <returns><c>false</c> when it has ended meanwhile, or is one to somebody else now.</returns>
    public async Task<bool> TryRemoveAsync(DatabaseId database, EntityId to, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(DeleteTo, new { DatabaseId = database.Value, ToId = to.Value }, cancellationToken) == 1;
}
