namespace Ayb.Contracts;

/// <summary>Which databases were deleted, and can still come back with all that belongs to them? In no particular order.</summary>
public sealed class WhichDatabasesAreDeleted : Question<IReadOnlyList<HostedDatabase>>;
