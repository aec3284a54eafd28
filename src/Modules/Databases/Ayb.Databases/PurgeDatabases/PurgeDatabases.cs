using Ayb.Contracts;
using Ayb.Databases.Storage;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Databases;

/// <summary>Lets go, for good, all databases whose grace period is over, and was so when this was asked before.</summary>
internal sealed record PurgeDatabases : IRequest<Result<Nothing>>;

internal sealed class PurgeDatabasesHandler(
    DeletedDatabaseStore deleted, DueDatabases due, IMediator mediator, ILogger<PurgeDatabasesHandler> logger)
    : IRequestHandler<PurgeDatabases, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(PurgeDatabases request, CancellationToken cancellationToken)
    {
        foreach (var id in due.StillDue(await deleted.ListDueAsync(cancellationToken)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await mediator.Send(new PurgeDatabase(id), CancellationToken.None);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // Of any type: whatever is wrong with one database, the others can go.
                Log.NotPurged(logger, exception, id);
            }
        }

        return new Nothing();
    }
}
