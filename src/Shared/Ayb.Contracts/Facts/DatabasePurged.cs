namespace Ayb.Contracts;

/// <summary>A deleted database will not come back: whatever belongs to it can go.</summary>
public sealed record DatabasePurged(HostedDatabase Database) : IFact;
