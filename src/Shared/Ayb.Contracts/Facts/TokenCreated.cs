namespace Ayb.Contracts;

/// <summary>An API token was handed out.</summary>
/// <param name="Entity">Who bears it.</param>
/// <param name="TokenId">Its public part.</param>
/// <param name="Origin">How they came by it.</param>
/// <param name="Scope">What it is narrowed to; <c>null</c> when it may do all that its entity may.</param>
/// <param name="Name">What its bearer, or the app that asked for it, calls it.</param>
public sealed record TokenCreated(
    Entity Entity, string TokenId, TokenOrigin Origin, TokenScope? Scope, string? Name) : IFact;
