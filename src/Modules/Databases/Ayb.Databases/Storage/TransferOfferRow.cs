using Ayb.Contracts;

namespace Ayb.Databases.Storage;

/// <summary>An offer as the metadata holds it, with what the database is called now.</summary>
internal sealed record TransferOfferRow(string OwnerSlug, string Slug, string ToId, string ToSlug, long OfferedAt)
{
    public EntityId To => new(ToId);
}
