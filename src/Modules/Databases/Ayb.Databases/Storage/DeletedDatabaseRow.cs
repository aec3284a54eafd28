namespace Ayb.Databases.Storage;

/// <summary>A deleted database as the metadata holds it.</summary>
internal sealed record DeletedDatabaseRow(
    string Id, string OwnerId, string OwnerSlug, string Slug, string Type, string? OriginId, long CreatedAt, long DeletedAt)
{
    public static DeletedDatabaseRow Of(DatabaseRow row, DateTimeOffset deletedAt) => new(
        row.Id, row.OwnerId, row.OwnerSlug, row.Slug, row.Type, row.OriginId, row.CreatedAt, deletedAt.ToUnixTimeMilliseconds());

    /// <summary>What it was, and may be again.</summary>
    public DatabaseRow ToRow() => new(Id, OwnerId, OwnerSlug, Slug, Type, OriginId, CreatedAt);
}
