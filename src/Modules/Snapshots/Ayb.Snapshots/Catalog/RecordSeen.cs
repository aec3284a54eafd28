using Ayb.Contracts;
using MediatR;

namespace Ayb.Snapshots.Catalog;

/// <summary>A database was written to, but holds what its newest snapshot holds.</summary>
internal sealed record RecordSeen(DatabaseId Database, string Written) : ICommand<Nothing>;

internal sealed class RecordSeenHandler(SeenStates states) : IRequestHandler<RecordSeen, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(RecordSeen command, CancellationToken cancellationToken)
    {
        await states.SetSeenAsync(command.Database, command.Written, cancellationToken);
        return new Nothing();
    }
}
