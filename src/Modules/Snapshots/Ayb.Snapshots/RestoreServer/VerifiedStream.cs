using System.Security.Cryptography;
using Ayb.Contracts;
using Ayb.Snapshots.Disaster;
using Ayb.Snapshots.Storage;

namespace Ayb.Snapshots;

/// <summary>Reads as the source does, and throws <see cref="SnapshotException"/> at its end if it is not what was stored.</summary>
internal sealed class VerifiedStream(Stream source, MetadataSnapshot snapshot) : PulledStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await source.ReadAsync(buffer, cancellationToken);
        _hash.AppendData(buffer.Span[..count]);
        if (count == 0 && !buffer.IsEmpty && snapshot.Sha256 is { } known && Convert.ToHexStringLower(_hash.GetCurrentHash()) != known)
        {
            throw new SnapshotException(new AybError(ErrorKind.SnapshotDamaged, "It is not what was stored."));
        }

        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
