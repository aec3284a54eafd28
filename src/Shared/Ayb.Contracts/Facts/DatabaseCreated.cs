namespace Ayb.Contracts;

/// <summary>A database exists from now on; its file comes into being with the first query.</summary>
public sealed record DatabaseCreated(HostedDatabase Database, PublicSharingLevel PublicLevel) : IFact;
