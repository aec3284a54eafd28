using System.Security.Cryptography;
using Ayb.Snapshots.Storage;

namespace Ayb.Snapshots.Tests.Fixtures;

/// <summary>Bytes that do not compress and are nowhere held together; afterwards it knows their hash.</summary>
internal sealed class RandomContent(long length, int seed) : PulledStream
{
    private readonly Random _random = new(seed);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private long _left = length;

    public byte[] Hash => _hash.GetCurrentHash();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Pieces of odd lengths, as a network would have them.
        var bytes = buffer.Span[..(int)Math.Min(Math.Min(buffer.Length, 99_991), _left)];
        _random.NextBytes(bytes);
        _hash.AppendData(bytes);
        _left -= bytes.Length;
        return ValueTask.FromResult(bytes.Length);
    }

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }
}
