using Ayb.Contracts;

namespace Ayb.Snapshots.Catalog;

/// <summary>A database that is no more, as the metadata holds it.</summary>
internal sealed record PurgedDatabaseRow(string DatabaseId, string OwnerId, string OwnerSlug, string Slug, string Type)
{
    public static PurgedDatabaseRow Of(HostedDatabase database) => new(
        database.Id.Value, database.OwnerId.Value, database.Owner.Value, database.Slug.Value, WireName.Of(database.Type));

    public HostedDatabase ToDatabase() => new(
        new DatabaseId(DatabaseId),
        new EntityId(OwnerId),
        EntitySlug.Parse(OwnerSlug).Value,
        DatabaseSlug.Parse(Slug).Value,
        WireName.TryParse<DatabaseType>(Type, out var type)
            ? type
            : throw new InvalidDataException($"Database {DatabaseId} is of an unknown type."));
}
