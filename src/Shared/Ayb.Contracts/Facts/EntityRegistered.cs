namespace Ayb.Contracts;

/// <summary>An entity confirmed its first email address and exists from now on.</summary>
public sealed record EntityRegistered(Entity Entity) : IFact;
