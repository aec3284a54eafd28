namespace Ayb.Snapshots.Storage;

/// <summary>Reads as the source does, and knows how much that was. The source stays open.</summary>
internal sealed class CountedStream(Stream source) : PulledStream
{
    public long Bytes { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await source.ReadAsync(buffer, cancellationToken);
        Bytes += count;
        return count;
    }
}
