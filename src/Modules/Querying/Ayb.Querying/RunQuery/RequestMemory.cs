using Ayb.Contracts;
using Ayb.Querying.Protocol;

namespace Ayb.Querying;

/// <summary>The memory for the large bodies of all requests together. Whoever finds none left is told to come back, and waits for nobody.</summary>
internal sealed class RequestMemory(LimitsOptions options)
{
    private long _left = options.RequestMemory.Bytes;

    public AybError Exhausted { get; } = new(
        ErrorKind.Unavailable,
        $"The large requests of all callers hold {ByteCount.Text(options.RequestMemory.Bytes)} of memory, as much as they may (limits.request_memory); try again in a moment.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    /// <summary>How many bytes nobody has taken.</summary>
    public long Left => Interlocked.Read(ref _left);

    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _left, -bytes) >= 0)
        {
            return true;
        }

        GiveBack(bytes);
        return false;
    }

    public void GiveBack(int bytes)
    {
        if (bytes > 0)
        {
            Interlocked.Add(ref _left, bytes);
        }
    }
}
