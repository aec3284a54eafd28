namespace Ayb.Contracts;

/// <summary>A database by the name that it has in URLs; whether there is one is another question.</summary>
public sealed record DatabasePath(EntitySlug Owner, DatabaseSlug Slug)
{
    /// <summary>Reads <c>owner/database</c>.</summary>
    public static Result<DatabasePath> Parse(string text)
    {
        if (text.Split('/') is not [var owner, var database])
        {
            return AybError.Invalid("A database is named as 'entity/database'.");
        }

        return EntitySlug.Parse(owner).TryGet(out var entity, out var error)
            && DatabaseSlug.Parse(database).TryGet(out var slug, out error)
                ? new DatabasePath(entity, slug)
                : error;
    }

    public override string ToString() => $"{Owner}/{Slug}";
}
