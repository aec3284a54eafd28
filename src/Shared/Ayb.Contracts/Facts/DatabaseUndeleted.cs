namespace Ayb.Contracts;

/// <summary>A deleted database is there again.</summary>
/// <param name="By">Who has asked for it.</param>
/// <param name="Database">What it is.</param>
public sealed record DatabaseUndeleted(Principal By, HostedDatabase Database) : IFact;
