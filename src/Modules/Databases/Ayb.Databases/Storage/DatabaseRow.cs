using Ayb.Contracts;

namespace Ayb.Databases.Storage;

/// <summary>A database as the metadata holds it.</summary>
internal sealed record DatabaseRow(
    string Id, string OwnerId, string OwnerSlug, string Slug, string Type, string? OriginId, long CreatedAt)
{
    public static DatabaseRow Of(HostedDatabase database, long createdAt) => new(
        database.Id.Value,
        database.OwnerId.Value,
        database.Owner.Value,
        database.Slug.Value,
        WireName.Of(database.Type),
        database.Origin?.Value,
        createdAt);

    public HostedDatabase ToDatabase() => new(
        new DatabaseId(Id),
        new EntityId(OwnerId),
        EntitySlug.Parse(OwnerSlug).Value,
        DatabaseSlug.Parse(Slug).Value,
        WireName.TryParse<DatabaseType>(Type, out var type)
            ? type
            : throw new InvalidDataException($"Database {Id} is of an unknown type."))
    {
        Origin = OriginId is { } origin ? new DatabaseId(origin) : null,
    };
}
