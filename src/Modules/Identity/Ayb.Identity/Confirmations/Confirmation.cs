using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>What the bearer of a mailed token proves: that this address is theirs, for this entity.</summary>
internal sealed record Confirmation(EntitySlug Entity, EntityType Type, string EmailAddress)
{
    public override string ToString() => $"{nameof(Confirmation)} {{ Entity = {Entity} }}";
}
