namespace Ayb.Contracts;

/// <summary>An API token is worth nothing from now on.</summary>
/// <param name="By">Who has said so.</param>
/// <param name="Entity">Whose token it was.</param>
/// <param name="TokenId">Its public part.</param>
/// <param name="Scope">What it was narrowed to.</param>
public sealed record TokenRevoked(Principal By, EntityId Entity, string TokenId, TokenScope? Scope) : IFact;
