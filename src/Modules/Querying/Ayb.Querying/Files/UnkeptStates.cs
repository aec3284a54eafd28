using Ayb.Contracts;
using Ayb.Infrastructure.Requests;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ayb.Querying.Files;

/// <summary>
/// The last states of databases that were written to until they were replaced: stored once the new file is in its place, so that nobody
/// has to wait for it. Until then each is in a folder of its own beside its database, on the disk.
/// </summary>
internal sealed class UnkeptStates(
    DatabaseCopies copies, DatabaseFolders folders, IServiceScopeFactory scopes, ILogger<UnkeptStates> logger)
{
    /// <summary>The process that copies may be killed, as any other.</summary>
    private const int MostAttempts = 3;

    private readonly KeyedLock<string> _folders = new();

    /// <summary>What can't be stored now stays for <see cref="KeepLeftoversAsync"/>.</summary>
    public async Task KeepAsync(HostedDatabase database, UnkeptState state, Func<DatabaseCopy, CancellationToken, Task<Result<KeptState>>> keep)
    {
        var folder = state.Folder;
        using var turn = await _folders.EnterAsync(folder, CancellationToken.None);
        if (!Directory.Exists(folder))
        {
            return;
        }

        try
        {
            var copied = await CopyAsync(database, state);
            if (!copied.TryGet(out var copy, out var error))
            {
                Log.NotKeptYet(logger, database.Id, folder, error.Message);
                return;
            }

            await using (copy)
            {
                if (!(await keep(copy, CancellationToken.None)).TryGet(out _, out error))
                {
                    Log.NotKeptYet(logger, database.Id, folder, error.Message);
                    return;
                }
            }

            DatabaseFolders.Delete(folder);
        }
        catch (Exception exception)
        {
            // Of any type: what has replaced it is in its place, and whoever asked for that must hear so.
            Log.NotKeptYet(logger, database.Id, folder, exception.Message);
        }
    }

    /// <summary>Those of a storage that was away, or of a server that has died.</summary>
    public async Task KeepLeftoversAsync(CancellationToken cancellationToken)
    {
        var unkept = folders.ListUnkept();
        if (unkept.Count == 0)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        var known = await mediator.Ask(new WhichDatabasesById([.. unkept.Select(state => state.Database).Distinct()]), cancellationToken) ?? [];
        foreach (var state in unkept)
        {
            // Of one that was deleted it waits: it may come back, or goes with it.
            if (known.FirstOrDefault(database => database.Id == state.Database) is { } database)
            {
                await KeepAsync(database, state, (copy, cancellation) => StoreAsync(mediator, database, copy, cancellation));
            }
        }
    }

    private async Task<Result<DatabaseCopy>> CopyAsync(HostedDatabase database, UnkeptState state)
    {
        for (var attempt = 1; ; attempt++)
        {
            var copied = await copies.CopyAsideAsync(database, state, CancellationToken.None);
            if (copied.Succeeded || attempt == MostAttempts)
            {
                return copied;
            }
        }
    }

    private static async Task<Result<KeptState>> StoreAsync(
        IMediator mediator, HostedDatabase database, DatabaseCopy copy, CancellationToken cancellationToken) =>
        await mediator.Ask(new KeepSafely(by: null, database, copy), cancellationToken) is not { } answer
            ? new AybError(ErrorKind.NotSetUp, "this server keeps no snapshots any more")
            : answer.TryGet(out _, out var error) ? KeptState.Stored : error;
}
