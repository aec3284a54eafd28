using System.Buffers;
using System.Security.Cryptography;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Storage;
using Ayb.Snapshots.Zstd;

namespace Ayb.Snapshots;

/// <summary>Makes the SQLite file of a stored snapshot.</summary>
internal static class Unpacking
{
    private const int BufferBytes = 1 << 17;

    /// <exception cref="SnapshotException">It is not what was stored, or the storage can't be read. Some of it may be written.</exception>
    public static async Task RunAsync(Snapshot snapshot, Stream stored, Stream file, CancellationToken cancellationToken)
    {
        await using var plain = new DecompressingStream(stored, snapshot.Bytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await plain.ReadAsync(buffer, cancellationToken) is var count and > 0)
            {
                hash.AppendData(buffer, 0, count);
                await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != snapshot.Sha256)
        {
            throw new SnapshotException(SnapshotErrors.Damaged(snapshot.Id));
        }
    }
}
