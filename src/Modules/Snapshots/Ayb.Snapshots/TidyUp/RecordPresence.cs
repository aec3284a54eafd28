using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using MediatR;

namespace Ayb.Snapshots;

/// <summary>Takes a snapshot from the list because the storage does not have it, or puts it back because it does. The row stays in any case.</summary>
/// <returns>Whether that is new.</returns>
internal sealed record RecordPresence(KeptObject Row, bool IsThere) : ICommand<bool>;

internal sealed class RecordPresenceHandler(KeptObjects kept, SeenStates states, ForeignObjects foreign, TimeProvider clock)
    : IRequestHandler<RecordPresence, Result<bool>>
{
    public async Task<Result<bool>> Handle(RecordPresence command, CancellationToken cancellationToken)
    {
        var isNew = command.IsThere
            ? await kept.FindAsync(command.Row, cancellationToken)
            : await kept.MissAsync(command.Row, clock.GetUtcNow(), cancellationToken);
        if (isNew)
        {
            if (!command.IsThere)
            {
                foreign.Reconsider();
            }

            // The newest snapshot may be another one now, and hold something else.
            await states.DoubtAsync(new DatabaseId(command.Row.DatabaseId), cancellationToken);
        }

        return isNew;
    }
}
