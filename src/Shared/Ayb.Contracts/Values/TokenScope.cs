namespace Ayb.Contracts;

/// <summary>A token that reaches one database only, and that at most at this level.</summary>
public sealed record TokenScope(DatabaseId Database, QueryAccess Access);
