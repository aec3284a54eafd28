using System.Buffers;
using System.Security.Cryptography;
using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Storage;
using Ayb.Snapshots.Zstd;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots;

/// <summary>Makes out of an object alone what its row says.</summary>
internal sealed class Adoption(ISnapshotStorage storage, ForeignObjects foreign, ILogger<Adoption> logger)
{
    private static readonly byte[] BeginOfSqlite = "SQLite format 3\0"u8.ToArray();

    /// <returns><c>null</c> when it is no snapshot of this database.</returns>
    public async Task<Snapshot?> ReadAsync(HostedDatabase database, StoredObject found, CancellationToken cancellationToken)
    {
        var opened = await storage.OpenAsync(found.Key, cancellationToken);
        if (!opened.TryGet(out var stored, out _))
        {
            return null;
        }

        await using (stored)
        {
            // A database of this name may have been somebody else's before.
            return ObjectMetadata.IsOurs(stored.Metadata)
                ? ObjectMetadata.Read(found, stored.Metadata) is { } snapshot && snapshot.Database == database.Id ? snapshot : null
                : await ReadForeignAsync(database, found, stored.Content, cancellationToken);
        }
    }

    /// <summary>
    /// Servers that keep no metadata with their objects have them at the same places. What is missing is learnt by reading all of it, so that
    /// the list promises nothing that can't be restored.
    /// </summary>
    private async Task<Snapshot?> ReadForeignAsync(
        HostedDatabase database, StoredObject found, Stream stored, CancellationToken cancellationToken)
    {
        var id = found.Key[(found.Key.LastIndexOf('/') + 1)..];
        if (!SnapshotId.IsValid(id) || foreign.IsRefused(found))
        {
            return null;
        }

        try
        {
            var (bytes, sha256) = await MeasureAsync(stored, cancellationToken);
            return new Snapshot(
                database.Id, id, SnapshotKind.Manual, Name: null, Note: null, found.LastModifiedAt, bytes, found.Bytes, sha256, found.Key);
        }
        catch (SnapshotException exception)
        {
            if (exception.Error.Kind == ErrorKind.SnapshotDamaged)
            {
                foreign.Refuse(found);
                Log.ForeignRefused(logger, found.Key, exception.Message);
            }

            return null;
        }
    }

    private static async Task<(long Bytes, string Sha256)> MeasureAsync(Stream stored, CancellationToken cancellationToken)
    {
        await using var plain = new DecompressingStream(stored, long.MaxValue);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 17);
        try
        {
            var bytes = 0L;
            while (await plain.ReadAtLeastAsync(buffer, BeginOfSqlite.Length, throwOnEndOfStream: false, cancellationToken) is var count and > 0)
            {
                if (bytes == 0 && !buffer.AsSpan(0, count).StartsWith(BeginOfSqlite))
                {
                    throw new SnapshotException(new AybError(ErrorKind.SnapshotDamaged, "It is not a SQLite database."));
                }

                hash.AppendData(buffer, 0, count);
                bytes += count;
            }

            return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
