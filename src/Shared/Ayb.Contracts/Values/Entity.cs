namespace Ayb.Contracts;

/// <summary>A registered user or organization.</summary>
public sealed record Entity(EntityId Id, EntitySlug Slug, EntityType Type);
