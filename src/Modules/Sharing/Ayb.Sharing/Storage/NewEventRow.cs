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
    /// <summary>To whom it was done, for those events that stand in their log as well.</summary>
    public string? SubjectId { get; init; }
}
