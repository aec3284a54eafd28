namespace Ayb.Contracts;

/// <summary>Which databases were deleted, and can still come back with all that belongs to them? In no particular order.</summary>
public sealed class WhichDatabasesAreDeleted : Question<IReadOnlyList<HostedDatabase>>
{
    /// <summary>Whose; everybody's by default.</summary>
    public EntityId? Owner { get; init; }
}
