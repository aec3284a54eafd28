namespace Ayb.Contracts;

/// <summary>To which organizations does this entity belong? Unanswered means to none.</summary>
public sealed class WhichMemberships(EntityId member) : Question<IReadOnlyList<Membership>>
{
    public EntityId Member { get; } = member;
}
