namespace Ayb.Contracts;

/// <summary>What was in a database at one moment is kept.</summary>
/// <param name="By">Who has asked for it; <c>null</c> when nobody had to.</param>
/// <param name="Database">What it is a snapshot of.</param>
/// <param name="SnapshotId">What it is known by, within its database.</param>
public sealed record SnapshotTaken(Principal? By, HostedDatabase Database, string SnapshotId) : IFact;
