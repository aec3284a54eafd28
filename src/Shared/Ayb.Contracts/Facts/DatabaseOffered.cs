namespace Ayb.Contracts;

/// <summary>Somebody may make a database theirs; nothing is different until they accept.</summary>
/// <param name="By">Who has said it: the owner.</param>
/// <param name="Database">What is offered.</param>
/// <param name="To">To whom.</param>
public sealed record DatabaseOffered(Principal By, HostedDatabase Database, Entity To) : IFact;
