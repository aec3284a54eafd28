namespace Ayb.Contracts;

/// <summary>What a token is narrowed to. It manages nothing, whatever its entity may.</summary>
/// <param name="Database">The one database that it reaches; <c>null</c> for all that its entity may reach.</param>
/// <param name="Access">How far its queries may go at the most.</param>
public sealed record TokenScope(DatabaseId? Database, QueryAccess Access)
{
    public bool Reaches(DatabaseId database) => Database is null || Database == database;
}
