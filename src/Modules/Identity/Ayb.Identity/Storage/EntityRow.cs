using Ayb.Contracts;

namespace Ayb.Identity;

internal sealed record EntityRow(string Id, string Slug, string Type, string? EmailAddress)
{
    public RegisteredEntity ToEntity() => new(
        new Entity(new EntityId(Id), EntitySlug.Parse(Slug).Value, Stored.Enum<EntityType>(Type)), EmailAddress);
}
