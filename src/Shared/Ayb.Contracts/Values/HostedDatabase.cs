namespace Ayb.Contracts;

/// <summary>A database that exists, and who owns it.</summary>
public sealed record HostedDatabase(
    DatabaseId Id, EntityId OwnerId, EntitySlug Owner, DatabaseSlug Slug, DatabaseType Type)
{
    /// <summary><c>owner/database</c>, as it stands in messages and URLs.</summary>
    public string Name => $"{Owner}/{Slug}";
}
