using Ayb.Contracts;

namespace Ayb.Sharing.Storage;

/// <summary>A grant as the metadata holds it.</summary>
internal sealed record GrantRow(string DatabaseId, string EntityId, string EntitySlug, string Level)
{
    public Grant ToGrant() => new(new EntityId(EntityId), ToLevel());

    public SharingLevel ToLevel() => WireName.TryParse<SharingLevel>(Level, out var level)
        ? level
        : throw new InvalidDataException($"Database {DatabaseId} is shared with {EntitySlug} at an unknown level.");
}
