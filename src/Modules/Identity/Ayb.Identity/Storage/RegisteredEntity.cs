using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>An entity and the address that it has confirmed; <c>null</c> for an organization that a user has created.</summary>
internal sealed record RegisteredEntity(Entity Entity, string? EmailAddress)
{
    public override string ToString() => $"{nameof(RegisteredEntity)} {{ Entity = {Entity.Slug} }}";
}
