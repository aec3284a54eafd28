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
    string? Detail);
