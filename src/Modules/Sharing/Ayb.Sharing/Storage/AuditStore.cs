using System.Globalization;
using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;

namespace Ayb.Sharing.Storage;

/// <summary>Who changed what, for as long as it is kept.</summary>
internal sealed class AuditStore(MetadataSession session)
{
    private const string Insert =
        """
        INSERT INTO audit_log (
            happened_at, account_id, actor_id, actor_slug, action, subject, database_id, database_name, detail,
            subject_id, guest_level)
        VALUES (
            @HappenedAt, @AccountId, @ActorId, @ActorSlug, @Action, @Subject, @DatabaseId, @DatabaseName, @Detail,
            @SubjectId, @GuestLevel)
        """;

    private const string OfDatabase =
        """
        SELECT id AS Id, happened_at AS HappenedAt, actor_slug AS ActorSlug, action AS Action, subject AS Subject,
               database_name AS DatabaseName, detail AS Detail, guest_level AS GuestLevel
        FROM audit_log
        WHERE database_id = @Id AND id < @Before
        ORDER BY id DESC
        LIMIT @Limit
        """;

    // A range of each index; an OR would read and sort everything that ever happened.
    private const string OfEntity =
        """
        SELECT id AS Id, happened_at AS HappenedAt, actor_slug AS ActorSlug, action AS Action, subject AS Subject,
               database_name AS DatabaseName, detail AS Detail, guest_level AS GuestLevel
        FROM audit_log
        WHERE id IN (
            SELECT id FROM (
                SELECT id FROM audit_log WHERE account_id = @Id AND id < @Before ORDER BY id DESC LIMIT @Limit) AS theirs
            UNION
            SELECT id FROM (
                SELECT id FROM audit_log WHERE actor_id = @Id AND id < @Before ORDER BY id DESC LIMIT @Limit) AS by_them
            UNION
            SELECT id FROM (
                SELECT id FROM audit_log WHERE subject_id = @Id AND id < @Before ORDER BY id DESC LIMIT @Limit) AS to_them)
        ORDER BY id DESC
        LIMIT @Limit
        """;

    private const string DeleteOldest =
        """
        DELETE FROM audit_log
        WHERE id IN (SELECT id FROM audit_log WHERE happened_at < @Until ORDER BY happened_at LIMIT @Limit)
        """;

    private const string LeaveDatabase = "UPDATE audit_log SET database_id = NULL WHERE database_id = @Id";

    public Task AddAsync(NewEventRow happened, CancellationToken cancellationToken) =>
        session.ExecuteAsync(Insert, happened, cancellationToken);

    /// <summary>What happened to a database.</summary>
    public Task<AuditPage> ListAsync(DatabaseId database, PageRange range, CancellationToken cancellationToken) =>
        ListAsync(OfDatabase, database.Value, range, row => row.ToOwnersEvent(), cancellationToken);

    /// <summary>What an entity did, what happened to what it owns, and what was done to it.</summary>
    public Task<AuditPage> ListAsync(EntityId entity, PageRange range, CancellationToken cancellationToken) =>
        ListAsync(OfEntity, entity.Value, range, row => row.ToEvent(), cancellationToken);

    /// <summary>Begins the log of a database anew. What stood there stays in the logs of the entities.</summary>
    public Task CloseAsync(DatabaseId database, CancellationToken cancellationToken) =>
        session.ExecuteAsync(LeaveDatabase, new { Id = database.Value }, cancellationToken);

    /// <returns>How many events were older; no more than the limit at once.</returns>
    public Task<int> RemoveOlderThanAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            DeleteOldest, new { Until = until.ToUnixTimeMilliseconds(), Limit = limit }, cancellationToken);

    private async Task<AuditPage> ListAsync(
        string sql, string id, PageRange range, Func<EventRow, AuditEvent> toEvent, CancellationToken cancellationToken)
    {
        // One more than asked for tells whether there is a next page.
        var rows = await session.ListAsync<EventRow>(
            sql, new { Id = id, range.Before, Limit = range.Limit + 1 }, cancellationToken);
        var next = rows.Count > range.Limit ? rows[range.Limit - 1].Id.ToString(CultureInfo.InvariantCulture) : null;
        return new AuditPage([.. rows.Take(range.Limit).Select(toEvent)], next);
    }
}
