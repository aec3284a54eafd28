namespace Ayb.Contracts;

/// <summary>Is there a database of this name?</summary>
public sealed class WhichDatabase(EntitySlug owner, DatabaseSlug slug) : Question<HostedDatabase>
{
    public EntitySlug Owner { get; } = owner;

    public DatabaseSlug Slug { get; } = slug;
}
