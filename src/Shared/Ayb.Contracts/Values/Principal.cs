namespace Ayb.Contracts;

/// <summary>Who is calling. Anonymous callers are <c>null</c>, never a principal without rights.</summary>
/// <param name="TokenId">The public part of the API token that was shown.</param>
/// <param name="Scope">Narrows what the token may do; <c>null</c> when it may do all that its entity may.</param>
public sealed record Principal(EntityId Id, EntitySlug Slug, string TokenId, TokenScope? Scope);
