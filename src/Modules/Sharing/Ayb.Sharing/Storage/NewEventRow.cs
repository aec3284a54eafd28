namespace Ayb.Sharing.Storage;

/// <summary>An event of the audit log on its way into the metadata.</summary>
internal sealed record NewEventRow(
    long HappenedAt,
    string AccountId,
    string ActorId,
    string ActorSlug,
    string Action,
    string? Subject,
    string? DatabaseId,
    string? DatabaseName,
    string? Detail)
{
    /// <summary>The entity that it was done to, if it may know of it.</summary>
    public string? SubjectId { get; init; }

    /// <summary>All that the database's owner reads of somebody else's token, in place of subject and detail.</summary>
    public string? GuestLevel { get; init; }
}
