using Ayb.Snapshots.Storage;

namespace Ayb.Snapshots.Tests.Fixtures;

/// <summary>Some zeros, and then no more but an exception.</summary>
internal sealed class FailingContent(int length) : PulledStream
{
    private int _left = length;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = Math.Min(buffer.Length, _left);
        buffer.Span[..count].Clear();
        _left -= count;
        return count > 0 ? ValueTask.FromResult(count) : throw new InvalidOperationException("The content has failed.");
    }
}
