using Ayb.Contracts;
using Ayb.Databases.Storage;
using MediatR;

namespace Ayb.Databases;

/// <summary>
/// May this caller have a database of this name? Its content may take long to come, so whoever may not is told before.
/// It counts among the changes of the account: that it is refused later makes it no cheaper.
/// </summary>
internal sealed record PlanDatabase(Principal Caller, DatabasePath Path) : ICommand<HostedDatabase>, IChange;

internal sealed class PlanDatabaseHandler(NewDatabases newDatabases, DatabaseStore databases)
    : IRequestHandler<PlanDatabase, Result<HostedDatabase>>
{
    public async Task<Result<HostedDatabase>> Handle(PlanDatabase command, CancellationToken cancellationToken)
    {
        var planned = await newDatabases.PlanAsync(command.Caller, command.Path, cancellationToken);
        if (!planned.TryGet(out var database, out var error))
        {
            return error;
        }

        var taken = await databases.FindAsync(new DatabaseName(database.Owner, database.Slug), cancellationToken);
        return taken is null ? database : NewDatabases.NameTaken;
    }
}
