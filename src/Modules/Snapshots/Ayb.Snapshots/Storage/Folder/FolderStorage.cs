using Ayb.Contracts;
using Ayb.Infrastructure.Files;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots.Storage.Folder;

/// <summary>
/// Keeps objects as files of a folder, under the configured prefix. A file is written aside, reaches the disk, gets its name, and
/// then the name reaches the disk: at any moment the object is there whole, or not at all.
/// </summary>
internal sealed class FolderStorage(SnapshotsOptions options, ILogger<FolderStorage> logger) : ISnapshotStorage
{
    /// <summary>A name that no key can have.</summary>
    private const string Unfinished = "#unfinished";

    /// <summary>What a file system has at its root for itself, and shows to nobody else.</summary>
    private const string Recovered = "lost+found";

    private static readonly EnumerationOptions All = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    private static readonly EnumerationOptions AllBelow = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    private readonly string _folder = FolderOf(options);

    private readonly string _root = Path.Combine(FolderOf(options), StorageKey.Root(options.PathPrefix));

    public string Place => Path.TrimEndingDirectorySeparator(_root);

    private string UnfinishedFolder => Path.Combine(_folder, Unfinished);

    public Task<Result<Nothing>> UploadAsync(
        string key, Stream content, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken) => Attempt.Async(async () =>
    {
        var path = PathOf(key);
        var operation = new FolderOperation("storing an object", logger);
        await using var file = operation.Run(() => UnfinishedFile.Create(UnfinishedFolder));
        await operation.RunAsync(() => file.Stream.WriteAsync(ObjectHead.Encode(metadata), cancellationToken));
        await CopyAsync(content, file.Stream, operation, cancellationToken);
        operation.Run(() => file.KeepAs(path));
        return default(Nothing);
    });

    public Task<Result<OpenObject>> OpenAsync(string key, CancellationToken cancellationToken) => Attempt.Async(async () =>
    {
        var path = PathOf(key);
        var operation = new FolderOperation("opening an object", logger) { MayMissIn = _folder };
        var file = operation.Run(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, useAsync: true));
        try
        {
            return new OpenObject(file, await operation.RunAsync(() => ObjectHead.ReadAsync(file, cancellationToken)));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    });

    public Task<Result<IReadOnlyList<StoredObject>>> ListAsync(string prefix, CancellationToken cancellationToken) => Attempt.Async(() =>
    {
        StorageKey.CheckPrefix(prefix);
        var folder = new DirectoryInfo(Path.Combine(_root, prefix));
        return Task.FromResult(new FolderOperation("listing objects", logger).Run<IReadOnlyList<StoredObject>>(
            () => [.. Find(folder, cancellationToken).OrderBy(found => found.Key, StringComparer.Ordinal)]));
    });

    public Task<Result<bool>> AnyAsync(Func<StoredObject, bool> isMeant, CancellationToken cancellationToken) => Attempt.Async(() =>
        Task.FromResult(new FolderOperation("looking for objects", logger).Run(() => Find(new DirectoryInfo(_root), cancellationToken).Any(isMeant))));

    public Task<Result<Nothing>> DeleteAsync(string key, CancellationToken cancellationToken) => Attempt.Async(() =>
    {
        var path = PathOf(key);
        new FolderOperation("deleting an object", logger).Run(() =>
        {
            // It would be there again with the disk that is not mounted now.
            if (!Directory.Exists(_folder))
            {
                throw new DirectoryNotFoundException($"There is no folder '{_folder}'.");
            }

            if (File.Exists(path))
            {
                File.Delete(path);
                DurableFolder.Flush(Path.GetDirectoryName(path)!);
            }
        });
        return Task.FromResult(default(Nothing));
    });

    public Task<Result<Nothing>> SweepAsync(DateTimeOffset startedBefore, CancellationToken cancellationToken) => Attempt.Async(() =>
    {
        new FolderOperation("dropping what is unfinished", logger).Run(() => UnfinishedFile.Sweep(UnfinishedFolder, startedBefore));
        return Task.FromResult(default(Nothing));
    });

    private static string FolderOf(SnapshotsOptions options) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.File!.Path));

    /// <summary>What the content throws is none of the folder's failures.</summary>
    private static async Task CopyAsync(Stream content, Stream file, FolderOperation operation, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        while (await content.ReadAsync(buffer, cancellationToken) is var length and > 0)
        {
            await operation.RunAsync(() => file.WriteAsync(buffer.AsMemory(0, length), cancellationToken));
        }
    }

    private string PathOf(string key)
    {
        StorageKey.Check(key);
        return Path.Combine(_root, key);
    }

    /// <summary>Before the first object there is no folder; what stands in its place is none.</summary>
    private IEnumerable<StoredObject> Find(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        if (File.Exists(_folder))
        {
            throw new IOException($"'{_folder}' is no folder.");
        }

        foreach (var file in folder.Exists ? Files(folder) : [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            var key = Path.GetRelativePath(_root, file.FullName);
            file.Refresh();
            if (file.Exists && !key.StartsWith(Unfinished, StringComparison.Ordinal))
            {
                yield return new StoredObject(key, file.Length, file.LastWriteTimeUtc);
            }
        }
    }

    private static IEnumerable<FileInfo> Files(DirectoryInfo folder) => folder.EnumerateFiles("*", All).Concat(
        folder.EnumerateDirectories("*", All).Where(child => child.Name != Recovered).SelectMany(child => child.EnumerateFiles("*", AllBelow)));
}
