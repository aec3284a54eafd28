using Ayb.Contracts;
using Ayb.Databases.Storage;
using Ayb.Infrastructure.Metadata;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Databases;

/// <summary>Lets one database go for good, unless it has come back. All who keep something of it hear of it in this transaction.</summary>
internal sealed record PurgeDatabase(string Id) : ICommand<Nothing>;

internal sealed class PurgeDatabaseHandler(
    DeletedDatabaseStore deleted, MetadataSession session, IMediator mediator, ILogger<PurgeDatabaseHandler> logger)
    : IRequestHandler<PurgeDatabase, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(PurgeDatabase command, CancellationToken cancellationToken)
    {
        if (await deleted.RemoveDueAsync(command.Id, cancellationToken) is { } row)
        {
            var database = row.ToRow().ToDatabase();
            await mediator.Publish(new DatabasePurged(database), cancellationToken);
            session.AfterCommit(() => Log.Purged(logger, database.Name, database.Id));
        }

        return new Nothing();
    }
}
