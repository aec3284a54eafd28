namespace Ayb.Contracts;

/// <summary>Which databases does this entity own? All of them, sorted by slug, whoever asks.</summary>
public sealed class WhichDatabasesOf(EntityId owner) : Question<IReadOnlyList<HostedDatabase>>
{
    public EntityId Owner { get; } = owner;
}
