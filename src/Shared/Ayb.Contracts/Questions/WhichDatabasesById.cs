namespace Ayb.Contracts;

/// <summary>What are these databases called? Those that are no more are left out; in no particular order.</summary>
public sealed class WhichDatabasesById(IReadOnlyList<DatabaseId> ids) : Question<IReadOnlyList<HostedDatabase>>
{
    public IReadOnlyList<DatabaseId> Ids { get; } = ids;
}
