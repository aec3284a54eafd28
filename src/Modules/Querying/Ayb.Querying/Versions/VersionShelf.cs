using System.Diagnostics;
using Ayb.Contracts;
using Ayb.Querying.Workers;

namespace Ayb.Querying.Versions;

/// <summary>Which versions lie in their folders, who needs them to stay, and which of them make room for another.</summary>
internal sealed class VersionShelf(VersionRoom room, VersionFiles files, WorkerPool workers) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _makingRoom = new(1);
    private readonly Dictionary<DatabaseId, CachedVersion> _known = [];

    /// <summary>Whoever pins one unpins it.</summary>
    /// <param name="database">Whose version it is.</param>
    /// <param name="version">Which one.</param>
    /// <param name="most">How many may have it pinned.</param>
    public async Task<Result<CachedVersion>> PinAsync(HostedDatabase database, DatabaseVersion version, int most)
    {
        var wanted = new CachedVersion(database.Id, version.Id);
        while (true)
        {
            Task gone;
            lock (_lock)
            {
                if (!_known.TryGetValue(wanted.Id, out var known))
                {
                    _known[wanted.Id] = known = wanted;
                }

                if (known.Leaving is null)
                {
                    if (known.Pins == most)
                    {
                        return WorkerPool.TooManyWait(most);
                    }

                    known.Pins++;
                    return known;
                }

                gone = known.Leaving.Task;
            }

            await gone;
        }
    }

    public void Unpin(CachedVersion version)
    {
        lock (_lock)
        {
            version.LastUse = Stopwatch.GetTimestamp();
            if (--version.Pins == 0 && version.Room is null)
            {
                _known.Remove(version.Id);
            }
        }
    }

    public bool IsMade(CachedVersion version)
    {
        lock (_lock)
        {
            return version.Room is not null;
        }
    }

    /// <summary>Its file is whole.</summary>
    public void Made(CachedVersion version, TakenRoom taken)
    {
        lock (_lock)
        {
            version.Room = taken;
        }
    }

    /// <summary>Takes room; if there is none, that of the versions which nobody has read for the longest time.</summary>
    public async Task<Result<TakenRoom>> TakeRoomAsync(long bytes, CancellationToken cancellationToken)
    {
        await _makingRoom.WaitAsync(cancellationToken);
        try
        {
            var inUse = new HashSet<CachedVersion>();
            while (true)
            {
                if (room.TryTake(bytes) is { } taken)
                {
                    return taken;
                }

                var oldest = Find(version => version is { Room: not null, Pins: 0 } && !inUse.Contains(version)).MinBy(version => version.LastUse);
                if (oldest is null)
                {
                    return VersionRoom.Full;
                }

                if (!await TryDropAsync(oldest))
                {
                    inUse.Add(oldest);
                }
            }
        }
        finally
        {
            _makingRoom.Release();
        }
    }

    /// <summary>Who uses them now does so to the end; then they go.</summary>
    public Task ForgetAsync(Func<CachedVersion, bool> which)
    {
        var forgotten = Find(which);
        lock (_lock)
        {
            forgotten.ForEach(version => version.IsUnwanted = true);
        }

        return Task.WhenAll(forgotten.Select(TryDropAsync));
    }

    /// <summary>Drops those that are unwanted, unless somebody reads them.</summary>
    /// <param name="idle">For how long one that takes more than all the room may stay when nobody does.</param>
    public Task TidyUpAsync(TimeSpan idle) => Task.WhenAll(
        Find(version => version.IsUnwanted || (version.Room is { IsMoreThanAll: true } && Stopwatch.GetElapsedTime(version.LastUse) > idle))
            .Select(TryDropAsync));

    public void Dispose() => _makingRoom.Dispose();

    /// <returns><c>false</c> when it stays, since somebody reads it.</returns>
    private async Task<bool> TryDropAsync(CachedVersion version)
    {
        var leaving = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (version is not { Room: not null, Pins: 0, Leaving: null })
            {
                return false;
            }

            version.Leaving = leaving;
        }

        var isGone = false;
        try
        {
            isGone = await workers.TryEndAsync(version.Id) && files.TryDelete(version.Id);
        }
        finally
        {
            lock (_lock)
            {
                version.Leaving = null;
                if (isGone)
                {
                    _known.Remove(version.Id);
                    version.Room.Dispose();
                    version.Room = null;
                }
            }

            leaving.SetResult();
        }

        return isGone;
    }

    private List<CachedVersion> Find(Func<CachedVersion, bool> which)
    {
        lock (_lock)
        {
            return [.. _known.Values.Where(which)];
        }
    }
}
