using Ayb.Contracts;
using Ayb.Querying.Files;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ayb.Querying.Purging;

/// <summary>Deletes the folders of databases that are no more: first the folder, then the note of it, so that none is forgotten.</summary>
internal sealed class FolderPurger(DatabaseFiles files, IServiceScopeFactory scopes, ILogger<FolderPurger> logger)
{
    public async Task PurgeAsync(DatabaseId database)
    {
        try
        {
            await files.RemoveAsync(database);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.FolderNotDeleted(logger, exception, database);
            return;
        }

        // A scope of its own: others may use the session of the transaction that has just ended, at the same time.
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ForgetPurged(database));
    }

    /// <summary>What was left over when the server ended.</summary>
    public async Task PurgeLeftoversAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        foreach (var database in await scope.ServiceProvider.GetRequiredService<PurgedFolders>().ListAsync(cancellationToken))
        {
            await PurgeAsync(database);
        }
    }
}
