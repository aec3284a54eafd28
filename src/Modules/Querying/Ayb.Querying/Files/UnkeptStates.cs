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

    /// <summary>Found out with a copy of everything, and no other before the server is started with other settings.</summary>
    private volatile bool _nobodyKeeps;

    /// <summary>What can't be stored now stays for <see cref="KeepLeftoversAsync"/>.</summary>
    public async Task KeepAsync(
        HostedDatabase database,
        UnkeptState state,
        Func<DatabaseCopy, CancellationToken, Task<Result<KeptState>>> keep,
        CancellationToken cancellationToken)
    {
        using var turn = await _folders.EnterAsync(state.Folder, cancellationToken);
        if (!Directory.Exists(state.Folder))
        {
            return;
        }

        var file = Path.Combine(state.Folder, DatabaseFolders.DatabaseFile);
        try
        {
            if (File.Exists(file) && !(await StoreAsync(database, state, keep, cancellationToken)).TryGet(out _, out var error))
            {
                Log.NotKeptYet(logger, database.Id, state.Folder, error.Message);
                return;
            }

            // What is left of a folder without its database is nobody's: it was stored before somebody died.
            File.Delete(file);
            DatabaseFolders.Delete(state.Folder);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Of any type: what has replaced it is in its place, and whoever asked for that must hear so.
            Log.NotKeptYet(logger, database.Id, state.Folder, exception.Message);
        }
    }

    /// <summary>Those of a storage that was away, or of a server that has died.</summary>
    public async Task KeepLeftoversAsync(CancellationToken cancellationToken)
    {
        foreach (var state in folders.ListUnkept().TakeWhile(_ => !_nobodyKeeps))
        {
            await using var scope = scopes.CreateAsyncScope();
            var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();

            // Asked for each of them, since to store one takes its time. That of a deleted database waits: it may come back, or goes with it.
            if (await mediator.Ask(new WhichDatabasesById([state.Database]), cancellationToken) is [var database])
            {
                await KeepAsync(database, state, (copy, cancellation) => AskAsync(mediator, database, copy, cancellation), cancellationToken);
            }
        }
    }

    private async Task<Result<KeptState>> StoreAsync(
        HostedDatabase database,
        UnkeptState state,
        Func<DatabaseCopy, CancellationToken, Task<Result<KeptState>>> keep,
        CancellationToken cancellationToken)
    {
        if (!(await CopyAsync(database, state, cancellationToken)).TryGet(out var copy, out var error))
        {
            return error;
        }

        await using (copy)
        {
            return await keep(copy, cancellationToken);
        }
    }

    private async Task<Result<DatabaseCopy>> CopyAsync(HostedDatabase database, UnkeptState state, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var copied = await copies.CopyAsideAsync(database, state, cancellationToken);
            if (copied.Succeeded || attempt == MostAttempts)
            {
                return copied;
            }
        }
    }

    private async Task<Result<KeptState>> AskAsync(
        IMediator mediator, HostedDatabase database, DatabaseCopy copy, CancellationToken cancellationToken)
    {
        if (await mediator.Ask(new KeepSafely(by: null, database, copy), cancellationToken) is { } answer)
        {
            return answer.TryGet(out _, out var error) ? KeptState.Stored : error;
        }

        _nobodyKeeps = true;
        return new AybError(ErrorKind.NotSetUp, "this server keeps no snapshots any more");
    }
}
