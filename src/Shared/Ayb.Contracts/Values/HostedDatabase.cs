namespace Ayb.Contracts;

/// <summary>A database that exists, and who owns it.</summary>
public sealed record HostedDatabase(
    DatabaseId Id, EntityId OwnerId, EntitySlug Owner, DatabaseSlug Slug, DatabaseType Type)
{
    /// <summary>What it was forked from; that may be no more.</summary>
    public DatabaseId? Origin { get; init; }

    /// <summary><c>owner/database</c>, as it stands in messages and URLs.</summary>
    public string Name => $"{Owner}/{Slug}";
}
