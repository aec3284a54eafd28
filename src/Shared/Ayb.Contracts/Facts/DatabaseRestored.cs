namespace Ayb.Contracts;

/// <summary>A database is again what it was when a snapshot of it was taken.</summary>
/// <param name="By">Who has asked for it.</param>
/// <param name="Database">What was restored.</param>
/// <param name="SnapshotId">The snapshot that is now in its place.</param>
public sealed record DatabaseRestored(Principal By, HostedDatabase Database, string SnapshotId) : IFact;
