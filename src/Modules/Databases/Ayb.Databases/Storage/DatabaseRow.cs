using Ayb.Contracts;

namespace Ayb.Databases.Storage;

/// <summary>A database as the metadata holds it.</summary>
internal sealed record DatabaseRow(string Id, string OwnerId, string OwnerSlug, string Slug, string Type)
{
    public HostedDatabase ToDatabase() => new(
        new DatabaseId(Id),
        new EntityId(OwnerId),
        EntitySlug.Parse(OwnerSlug).Value,
        DatabaseSlug.Parse(Slug).Value,
        WireName.TryParse<DatabaseType>(Type, out var type)
            ? type
            : throw new InvalidDataException($"Database {Id} is of an unknown type."));
}
