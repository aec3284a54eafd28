namespace Ayb.Contracts;

/// <summary>A database was created as a copy of another.</summary>
/// <param name="By">Who has forked it.</param>
/// <param name="Origin">What was copied.</param>
/// <param name="Database">The copy.</param>
public sealed record DatabaseForked(Principal By, HostedDatabase Origin, HostedDatabase Database) : IFact;
