using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using MediatR;

namespace Ayb.Snapshots;

/// <summary>A database that is no more has no snapshots any more.</summary>
internal sealed record ForgetDatabase(DatabaseId Database) : ICommand<Nothing>;

internal sealed class ForgetDatabaseHandler(PurgedDatabases purged, SeenStates states) : IRequestHandler<ForgetDatabase, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(ForgetDatabase command, CancellationToken cancellationToken)
    {
        await states.RemoveAsync(command.Database, cancellationToken);
        await purged.RemoveAsync(command.Database, cancellationToken);
        return new Nothing();
    }
}
