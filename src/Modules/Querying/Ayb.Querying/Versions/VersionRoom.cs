using Ayb.Contracts;

namespace Ayb.Querying.Versions;

/// <summary>How much of the disk earlier versions may take, all of them together.</summary>
internal sealed class VersionRoom(QueryingOptions options)
{
    /// <summary>What a worker puts beside a file: an index of its log, which stays empty, and a lock.</summary>
    private const long Beside = 64 * 1024;

    public static readonly AybError Full = new(
        ErrorKind.Unavailable,
        "The earlier versions that are being read take all the room there is for them (querying.versions_bytes); try again in a moment.")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    private readonly Lock _lock = new();
    private long _taken;

    /// <summary>What is more than all of it gets it when nothing else has any.</summary>
    /// <returns><c>null</c> when there is not enough.</returns>
    public TakenRoom? TryTake(long bytes)
    {
        bytes += Beside;
        lock (_lock)
        {
            if (_taken > 0 && bytes > options.VersionsBytes.Bytes - _taken)
            {
                return null;
            }

            _taken += bytes;
            return new TakenRoom(this, bytes);
        }
    }

    public bool IsLessThan(long bytes) => bytes > options.VersionsBytes.Bytes;

    public void GiveBack(long bytes)
    {
        lock (_lock)
        {
            _taken -= bytes;
        }
    }
}
