using System.Buffers;
using System.Security.Cryptography;
using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Storage;
using Ayb.Snapshots.Zstd;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots;

/// <summary>Makes out of an object alone what its row says.</summary>
internal sealed class Adoption(
    SnapshotCatalog catalog, ISnapshotStorage storage, ForeignObjects foreign, ILogger<Adoption> logger)
{
    private static readonly byte[] BeginOfSqlite = "SQLite format 3\0"u8.ToArray();

    /// <returns><c>null</c> when it is no snapshot of this database; an error when nobody can tell now.</returns>
    public async Task<Result<Snapshot?>> ReadAsync(HostedDatabase database, StoredObject found, CancellationToken cancellationToken)
    {
        // Others give their objects names that no key of ours has. And another database of this name may have it in its list.
        if (!SnapshotId.IsValid(IdOf(found)) || await catalog.HasObjectAsync(found.Key, cancellationToken))
        {
            return (Snapshot?)null;
        }

        var opened = await storage.OpenAsync(found.Key, cancellationToken);
        if (!opened.TryGet(out var stored, out var error))
        {
            return error.Kind is ErrorKind.SnapshotNotFound or ErrorKind.SnapshotDamaged ? (Snapshot?)null : error;
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
    private async Task<Result<Snapshot?>> ReadForeignAsync(
        HostedDatabase database, StoredObject found, Stream stored, CancellationToken cancellationToken)
    {
        if (foreign.IsRefused(found))
        {
            return (Snapshot?)null;
        }

        try
        {
            var (bytes, sha256) = await MeasureAsync(stored, cancellationToken);
            return new Snapshot(
                database.Id, IdOf(found), SnapshotKind.Manual, Name: null, Note: null, found.LastModifiedAt, bytes, found.Bytes, sha256, found.Key);
        }
        catch (SnapshotException exception) when (exception.Error.Kind == ErrorKind.SnapshotDamaged)
        {
            foreign.Refuse(found);
            Log.ForeignRefused(logger, found.Key, exception.Message);
            return (Snapshot?)null;
        }
        catch (SnapshotException exception)
        {
            return exception.Error;
        }
    }

    private static string IdOf(StoredObject found) => found.Key[(found.Key.LastIndexOf('/') + 1)..];

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
