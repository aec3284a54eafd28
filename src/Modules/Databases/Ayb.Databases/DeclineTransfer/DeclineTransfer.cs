using Ayb.Contracts;
using Ayb.Databases.Storage;
using MediatR;

namespace Ayb.Databases;

/// <summary>Ends an offer, from either side: who made it withdraws it, who was made it declines.</summary>
public sealed record DeclineTransfer(Principal Caller, DatabasePath Path) : ICommand<Nothing>, IManagingCommand;

internal sealed class DeclineTransferHandler(TransferOfferStore offers, IMediator mediator)
    : IRequestHandler<DeclineTransfer, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(DeclineTransfer command, CancellationToken cancellationToken)
    {
        var found = await OfferedDatabase.FindAsync(mediator, offers, command.Caller, command.Path, cancellationToken);
        if (!found.TryGet(out var offered, out var error))
        {
            return error;
        }

        return await offers.TryRemoveAsync(offered.Database.Id, offered.Offer.To, cancellationToken)
            ? new Nothing()
            : OfferedDatabase.NotFound(command.Path);
    }
}
