using Ayb.Contracts;
using Ayb.Snapshots.Storage;
using MediatR;

namespace Ayb.Snapshots;

internal sealed class KeepSafelyHandler(SafeKeeping keeping, ISnapshotStorage storage) : INotificationHandler<KeepSafely>
{
    public async Task Handle(KeepSafely question, CancellationToken cancellationToken)
    {
        if (storage is not NoStorage)
        {
            var kept = await keeping.KeepAsync(question.Database, question.Last, question.By, cancellationToken);
            question.Answer(kept.TryGet(out var snapshot, out var error) ? snapshot.Id : error);
        }
    }
}
