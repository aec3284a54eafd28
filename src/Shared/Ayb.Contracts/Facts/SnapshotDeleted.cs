namespace Ayb.Contracts;

/// <summary>A snapshot is no more.</summary>
/// <param name="By">Who has deleted it; <c>null</c> when newer ones have taken its place, or when it got lost.</param>
/// <param name="Database">What it was a snapshot of.</param>
/// <param name="SnapshotId">What it was known by.</param>
public sealed record SnapshotDeleted(Principal? By, HostedDatabase Database, string SnapshotId) : IFact;
