using Ayb.Contracts;

namespace Ayb.Sharing.Storage;

/// <summary>A public level as the metadata holds it.</summary>
internal sealed record PublicLevelRow(string DatabaseId, string Level)
{
    public PublicSharingLevel ToLevel() => WireName.TryParse<PublicSharingLevel>(Level, out var level)
        ? level
        : throw new InvalidDataException($"Database {DatabaseId} has an unknown public level.");
}
