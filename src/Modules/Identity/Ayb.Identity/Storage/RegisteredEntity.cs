using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>An entity and the address that it has confirmed.</summary>
internal sealed record RegisteredEntity(Entity Entity, string EmailAddress)
{
    public override string ToString() => $"{nameof(RegisteredEntity)} {{ Entity = {Entity.Slug} }}";
}
