using Ayb.Contracts;
using Ayb.Databases.Storage;
using MediatR;

namespace Ayb.Databases;

/// <summary>The offers from and to the caller, and the organizations that they own; the latest first.</summary>
public sealed record ListTransfers(Principal Caller) : IQuery<TransferList>;

public sealed record TransferList(IReadOnlyList<ListedTransfer> Transfers);

/// <param name="Direction">Whether the caller may accept it, or has to wait.</param>
/// <param name="Database"><c>owner/database</c>, as it is called now.</param>
/// <param name="ToEntity">Who is offered it.</param>
/// <param name="OfferedAt">Since when.</param>
/// <param name="ExpiresAt">From then on it can't be accepted.</param>
public sealed record ListedTransfer(
    TransferDirection Direction, string Database, string ToEntity, DateTime OfferedAt, DateTime ExpiresAt);

internal sealed class ListTransfersHandler(TransferOfferStore offers) : IRequestHandler<ListTransfers, Result<TransferList>>
{
    public async Task<Result<TransferList>> Handle(ListTransfers query, CancellationToken cancellationToken)
    {
        var caller = query.Caller;
        if (caller.Scope is not null)
        {
            return AybError.Forbidden("This API token is limited to queries; it can't list transfers");
        }

        var owned = caller.Memberships.Where(membership => membership.Role == MemberRole.Owner).Select(membership => membership.Organization);
        HashSet<EntityId> own = [caller.Id, .. owned];
        var rows = await offers.ListAsync(own, cancellationToken);
        return new TransferList([.. rows.Select(offer => View(offer, own.Contains(offer.To)))]);
    }

    private static ListedTransfer View(TransferOfferRow offer, bool isIncoming)
    {
        var direction = isIncoming ? TransferDirection.Incoming : TransferDirection.Outgoing;
        var offeredAt = DateTimeOffset.FromUnixTimeMilliseconds(offer.OfferedAt).UtcDateTime;
        return new ListedTransfer(direction, $"{offer.OwnerSlug}/{offer.Slug}", offer.ToSlug, offeredAt, offeredAt + TransferOfferStore.Lifetime);
    }
}
