using Ayb.Infrastructure.Metadata;

namespace Ayb.Email.Storage;

/// <summary>The SQL of the outbox. Every method that writes runs in the transaction of its command.</summary>
internal sealed class OutboxStore(MetadataSession session)
{
    private const string Insert =
        """
        INSERT INTO outbox (id, transport, recipient, subject, body, created_at, attempts, next_attempt_at)
        VALUES (@Id, @Transport, @Recipient, @Subject, @Body, @CreatedAt, @Attempts, @NextAttemptAt)
        """;

    // Two nodes may pick the same row. The second waits for the first, then sees the lease in the outer condition.
    private const string ClaimOldest =
        """
        UPDATE outbox SET next_attempt_at = @leaseEnd
        WHERE next_attempt_at <= @now AND id = (
            SELECT id FROM outbox WHERE transport = @transport AND next_attempt_at <= @now
            ORDER BY next_attempt_at LIMIT 1)
        RETURNING id, transport, recipient, subject, body,
            created_at AS CreatedAt, attempts, next_attempt_at AS NextAttemptAt
        """;

    private const string EarliestAttempt = "SELECT MIN(next_attempt_at) FROM outbox WHERE transport = @transport";

    private const string DeleteOne = "DELETE FROM outbox WHERE id = @id";

    private const string DeleteOld = "DELETE FROM outbox WHERE created_at < @before";

    // Who lost the lease in the meantime has no say any more.
    private const string Postpone =
        """
        UPDATE outbox SET attempts = attempts + 1, next_attempt_at = @next, last_error = @error
        WHERE id = @id AND next_attempt_at = @leaseEnd
        """;

    public Task AddAsync(OutboxMail mail, CancellationToken cancellationToken) =>
        session.ExecuteAsync(Insert, mail, cancellationToken);

    /// <returns>Null when nothing is due, or when somebody else was faster.</returns>
    public async Task<OutboxMail?> ClaimAsync(
        string transport, DateTimeOffset now, DateTimeOffset leaseEnd, CancellationToken cancellationToken) =>
        (await session.ListAsync<OutboxMail>(
            ClaimOldest,
            new { transport, now = now.ToUnixTimeMilliseconds(), leaseEnd = leaseEnd.ToUnixTimeMilliseconds() },
            cancellationToken)).SingleOrDefault();

    public async Task<DateTimeOffset?> FindNextAttemptAsync(string transport, CancellationToken cancellationToken) =>
        await session.FindAsync<long?>(EarliestAttempt, new { transport }, cancellationToken) is { } milliseconds
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    public Task RemoveAsync(string id, CancellationToken cancellationToken) =>
        session.ExecuteAsync(DeleteOne, new { id }, cancellationToken);

    /// <returns>How many there were.</returns>
    public Task<int> RemoveOlderThanAsync(DateTimeOffset time, CancellationToken cancellationToken) =>
        session.ExecuteAsync(DeleteOld, new { before = time.ToUnixTimeMilliseconds() }, cancellationToken);

    public Task PostponeAsync(OutboxMail mail, DateTimeOffset next, string error, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            Postpone,
            new { id = mail.Id, leaseEnd = mail.NextAttemptAt, next = next.ToUnixTimeMilliseconds(), error },
            cancellationToken);
}
