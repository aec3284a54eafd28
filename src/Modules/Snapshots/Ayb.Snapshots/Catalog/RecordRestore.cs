using Ayb.Contracts;
using MediatR;

namespace Ayb.Snapshots.Catalog;

/// <summary>A snapshot is in its database's place: the next automatic run makes a new one of it.</summary>
internal sealed record RecordRestore(HostedDatabase Database, string Id, Principal By) : ICommand<Nothing>;

internal sealed class RecordRestoreHandler(SeenStates states, IMediator mediator) : IRequestHandler<RecordRestore, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(RecordRestore command, CancellationToken cancellationToken)
    {
        await states.SetRestoredAsync(command.Database.Id, cancellationToken);
        await mediator.Publish(new DatabaseRestored(command.By, command.Database, command.Id), cancellationToken);
        return new Nothing();
    }
}
