using Ayb.Contracts;
using Ayb.Infrastructure.Requests;
using Ayb.Querying.Files;
using Ayb.Querying.Workers;

namespace Ayb.Querying.Versions;

/// <summary>Earlier versions, each made once, and kept for who asks for it again as long as there is room.</summary>
internal sealed class VersionCache(VersionShelf shelf, VersionFiles files, LongWork work, LimitTable limits)
{
    private readonly KeyedLock<DatabaseId> _making = new();

    /// <param name="database">Whose version it is.</param>
    /// <param name="version">Which one.</param>
    /// <param name="account">Who needs it. Others wait while it is made for one of them, and one of those goes on if that one leaves.</param>
    /// <param name="cancellationToken">Ends the waiting and the making.</param>
    /// <returns>To be disposed when a worker has been asked.</returns>
    public async Task<Result<PinnedVersion>> PinAsync(
        HostedDatabase database, DatabaseVersion version, EntityId account, CancellationToken cancellationToken)
    {
        var known = await shelf.PinAsync(database, version, limits.Of(database.Owner, database.Slug).QueuedQueries);
        if (!known.TryGet(out var cached, out var error))
        {
            return error;
        }

        var pinned = new PinnedVersion(cached, tookItsTime: !shelf.IsMade(cached), shelf.Unpin);
        var isThere = false;
        try
        {
            isThere = (await MakeOnceAsync(database, version, cached, account, cancellationToken)).TryGet(out _, out error);
            return isThere ? pinned : error!;
        }
        finally
        {
            if (!isThere)
            {
                pinned.Dispose();
            }
        }
    }

    private async Task<Result<Nothing>> MakeOnceAsync(
        HostedDatabase database, DatabaseVersion version, CachedVersion cached, EntityId account, CancellationToken cancellationToken)
    {
        if (!shelf.IsMade(cached))
        {
            using var turn = await _making.EnterAsync(cached.Id, cancellationToken);
            if (!shelf.IsMade(cached))
            {
                return await MakeAsync(database, version, cached, account, cancellationToken);
            }
        }

        if (files.IsSound(cached.Id))
        {
            return new Nothing();
        }

        // It is made anew for who comes when those have left that have to do with this one.
        await shelf.ForgetAsync(known => known == cached);
        return WorkerLauncher.NotOpened;
    }

    private async Task<Result<Nothing>> MakeAsync(
        HostedDatabase database, DatabaseVersion version, CachedVersion cached, EntityId account, CancellationToken cancellationToken)
    {
        if (!work.Begin(account).TryGet(out var place, out var error))
        {
            return error;
        }

        using (place)
        {
            if (!(await shelf.TakeRoomAsync(version.Bytes, cancellationToken)).TryGet(out var room, out error))
            {
                return error;
            }

            var isMade = false;
            try
            {
                isMade = (await files.MakeAsync(database, version, cached.Id, cancellationToken)).TryGet(out _, out error);
                return isMade ? new Nothing() : error!;
            }
            finally
            {
                if (isMade)
                {
                    shelf.Made(cached, room);
                }
                else
                {
                    room.Dispose();
                }
            }
        }
    }
}
