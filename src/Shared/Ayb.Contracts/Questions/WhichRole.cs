namespace Ayb.Contracts;

/// <summary>What is this entity in this organization? Unanswered means that it does not belong to it.</summary>
public sealed class WhichRole(EntityId organization, EntityId member) : Question<MemberRole?>
{
    public EntityId Organization { get; } = organization;

    public EntityId Member { get; } = member;
}
