using System.Buffers;
using System.Security.Cryptography;
using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Storage;
using Ayb.Snapshots.Zstd;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots;

/// <summary>Makes out of an object alone what its row says, and whose it is.</summary>
internal sealed class Adoption(ISnapshotStorage storage, ForeignObjects foreign, DiskRoom room, ILogger<Adoption> logger)
{
    private static readonly byte[] BeginOfSqlite = "SQLite format 3\0"u8.ToArray();

    /// <summary>Whether it may be a snapshot: others give their objects names that no key of ours has.</summary>
    public bool MayBeOne(StoredObject found, KnownDatabases databases) =>
        found.Key.Split('/') is [var owner, var slug, var id]
        && SnapshotId.IsValid(id)
        && StorageKey.IsValid(found.Key)
        && !foreign.IsRefused(found, databases.Named($"{owner}/{slug}"));

    /// <param name="found">An object that no row has, and that <see cref="MayBeOne"/>.</param>
    /// <param name="databases">Those whose it may be.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns><c>null</c> when it is no snapshot of any of them; an error when nobody can tell now.</returns>
    public async Task<Result<Adopted?>> ReadAsync(StoredObject found, KnownDatabases databases, CancellationToken cancellationToken)
    {
        var opened = await storage.OpenAsync(found.Key, cancellationToken);
        if (!opened.TryGet(out var stored, out var error))
        {
            return RefuseIfDamaged(found, databases, error);
        }

        await using (stored)
        {
            // By its id: a database may have had another name then, and its name another database.
            var namesake = databases.Named(found.Folder);
            if (ObjectMetadata.IsOurs(stored.Metadata)
                && ObjectMetadata.Read(found, stored.Metadata) is { } snapshot
                && databases.Find(snapshot.Database) is { } owner)
            {
                return new Adopted(owner, snapshot);
            }

            if (!ObjectMetadata.IsOurs(stored.Metadata) && namesake is not null)
            {
                return await ReadForeignAsync(namesake, found, stored.Content, cancellationToken);
            }

            foreign.Refuse(found, namesake);
            return (Adopted?)null;
        }
    }

    private Result<Adopted?> RefuseIfDamaged(StoredObject found, KnownDatabases databases, AybError error)
    {
        if (error.Kind == ErrorKind.SnapshotDamaged)
        {
            foreign.Refuse(found, databases.Named(found.Folder));
        }

        return error.Kind is ErrorKind.SnapshotNotFound or ErrorKind.SnapshotDamaged ? (Adopted?)null : error;
    }

    /// <summary>
    /// Servers that keep no metadata with their objects have them at the same places. What is missing is learnt by reading all of it, so that
    /// the list promises nothing that can't be restored.
    /// </summary>
    private async Task<Result<Adopted?>> ReadForeignAsync(
        HostedDatabase database, StoredObject found, Stream stored, CancellationToken cancellationToken)
    {
        try
        {
            var (bytes, sha256) = await MeasureAsync(stored, cancellationToken);
            return new Adopted(database, new Snapshot(
                database.Id, found.Name, SnapshotKind.Manual, Name: null, Note: null, found.LastModifiedAt, bytes, found.Bytes, sha256, found.Key));
        }
        catch (SnapshotException exception) when (exception.Error.Kind == ErrorKind.SnapshotDamaged)
        {
            foreign.Refuse(found, database);
            Log.ForeignRefused(logger, found.Key, exception.Message);
            return (Adopted?)null;
        }
        catch (SnapshotException exception)
        {
            return exception.Error;
        }
    }

    private async Task<(long Bytes, string Sha256)> MeasureAsync(Stream stored, CancellationToken cancellationToken)
    {
        await using var plain = new DecompressingStream(stored, room.Bytes);
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
