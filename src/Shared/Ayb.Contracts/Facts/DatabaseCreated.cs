namespace Ayb.Contracts;

/// <summary>A database exists from now on; its file comes into being with the first query.</summary>
/// <param name="By">Who created it; its owner may be an organization of theirs.</param>
/// <param name="Database">What was created.</param>
/// <param name="PublicLevel">What it grants to everybody.</param>
public sealed record DatabaseCreated(Principal By, HostedDatabase Database, PublicSharingLevel PublicLevel) : IFact;
