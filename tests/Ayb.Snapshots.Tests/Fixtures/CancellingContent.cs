using Ayb.Snapshots.Storage;

namespace Ayb.Snapshots.Tests.Fixtures;

/// <summary>Zeros without end; at some point whoever reads them loses the wish to.</summary>
internal sealed class CancellingContent(CancellationTokenSource reader, int after) : PulledStream
{
    private int _left = after;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if ((_left -= buffer.Length) < 0)
        {
            await reader.CancelAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
        buffer.Span.Clear();
        return buffer.Length;
    }
}
