namespace Ayb.Contracts;

/// <summary>An API token was handed out.</summary>
public sealed record TokenCreated(EntityId Entity, string TokenId) : IFact;
