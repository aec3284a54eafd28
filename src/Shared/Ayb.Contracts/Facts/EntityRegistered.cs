namespace Ayb.Contracts;

/// <summary>An entity exists from now on: it confirmed its first email address, or a user created it as an organization.</summary>
public sealed record EntityRegistered(Entity Entity) : IFact;
