using Ayb.Contracts;
using Ayb.Querying.Protocol;

namespace Ayb.Querying;

/// <summary>
/// The memory for the large bodies of all requests together, of which one account gets a share. Whoever finds none left is told to
/// come back, and waits for nobody.
/// </summary>
internal sealed class RequestMemory(LimitsOptions options)
{
    private const int Shares = 4;

    private static readonly TimeSpan ComeBackAfter = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<EntityId, long> _held = [];

    // However little memory there is, the longest request of all can be sent.
    private readonly long _share = Math.Max(options.RequestMemory.Bytes / Shares, Frame.MaxToWorker);
    private long _left = options.RequestMemory.Bytes;

    private AybError Exhausted => field ??= new(
        ErrorKind.Unavailable,
        $"The large requests of all callers hold {ByteCount.Text(options.RequestMemory.Bytes)} of memory, as much as they may (limits.request_memory); try again in a moment.")
    {
        RetryAfter = ComeBackAfter,
    };

    private AybError ShareExhausted => field ??= new(
        ErrorKind.TooManyRequests,
        $"The large requests of your account hold {ByteCount.Text(_share)} of memory, as much as those of one account may (see limits.request_memory); try again in a moment.")
    {
        RetryAfter = ComeBackAfter,
    };

    /// <summary>How many bytes nobody has taken.</summary>
    public long Left
    {
        get
        {
            lock (_lock)
            {
                return _left;
            }
        }
    }

    /// <returns>Why the account gets none; <c>null</c> when it has it.</returns>
    public AybError? Take(EntityId account, int bytes)
    {
        lock (_lock)
        {
            var held = _held.GetValueOrDefault(account) + bytes;
            if (held > _share)
            {
                return ShareExhausted;
            }

            if (bytes > _left)
            {
                return Exhausted;
            }

            _left -= bytes;
            _held[account] = held;
            return null;
        }
    }

    public void GiveBack(EntityId account, int bytes)
    {
        lock (_lock)
        {
            _left += bytes;
            if ((_held[account] -= bytes) == 0)
            {
                _held.Remove(account);
            }
        }
    }
}
