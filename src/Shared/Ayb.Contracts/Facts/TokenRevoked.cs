namespace Ayb.Contracts;

/// <summary>An API token is worth nothing from now on.</summary>
public sealed record TokenRevoked(EntityId Entity, string TokenId) : IFact;
