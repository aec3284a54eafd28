namespace Ayb.Contracts;

/// <summary>A file that somebody sent was put in a database's place, or a table was made of it.</summary>
/// <param name="By">Who has sent it.</param>
/// <param name="Database">Where it is now.</param>
/// <param name="Table">The table that was made or added to; <c>null</c> when it was the whole database.</param>
public sealed record DatabaseImported(Principal By, HostedDatabase Database, string? Table) : IFact;
