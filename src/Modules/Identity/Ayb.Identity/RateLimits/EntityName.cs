using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>What to count an entity by that may not be there yet, and has no id.</summary>
internal readonly record struct EntityName(string Name)
{
    public static EntityName Of(EntitySlug entity) => new(entity.Value);
}
