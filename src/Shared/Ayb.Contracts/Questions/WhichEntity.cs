namespace Ayb.Contracts;

/// <summary>Is there an entity of this name? Only confirmed ones count, and of organizations those that somebody can act for.</summary>
public sealed class WhichEntity(EntitySlug slug) : Question<Entity>
{
    public EntitySlug Slug { get; } = slug;
}
