namespace Ayb.Sharing.Storage;

/// <summary>An event of the audit log as the metadata holds it.</summary>
internal sealed record EventRow(
    long Id,
    long HappenedAt,
    string ActorSlug,
    string Action,
    string? Subject,
    string? DatabaseName,
    string? Detail,
    string? GuestLevel)
{
    public AuditEvent ToEvent() => new(
        DateTimeOffset.FromUnixTimeMilliseconds(HappenedAt).UtcDateTime, ActorSlug, Action, Subject, DatabaseName, Detail);

    /// <summary>As the owner of the database may read it.</summary>
    public AuditEvent ToOwnersEvent() => GuestLevel is null ? ToEvent() : ToEvent() with { Subject = null, Detail = GuestLevel };
}
