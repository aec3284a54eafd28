namespace Ayb.Contracts;

/// <summary>A database can't be reached any more. Until <see cref="DatabasePurged"/> it may come back, with all that belongs to it.</summary>
/// <param name="By">Who has deleted it.</param>
/// <param name="Database">What it was.</param>
public sealed record DatabaseDeleted(Principal By, HostedDatabase Database) : IFact;
