using Ayb.Contracts;
using Ayb.Snapshots.Storage;

namespace Ayb.Snapshots.Tests.Fixtures;

/// <summary>A storage that can be away for a while.</summary>
internal sealed class FragileStorage(ISnapshotStorage storage) : ISnapshotStorage
{
    private static readonly AybError Away =
        new(ErrorKind.StorageUnreachable, "The storage of snapshots can't be reached; try again later.") { RetryAfter = TimeSpan.FromSeconds(30) };

    public string Place => storage.Place;

    public bool IsDown { get; set; }

    /// <summary>Asked before an object of a database is stored; <c>true</c> for being away just then.</summary>
    public Func<bool> BeforeUpload { get; set; } = () => false;

    /// <summary>Asked before an object is opened; <c>true</c> for being away just then.</summary>
    public Func<string, bool> BeforeOpen { get; set; } = _ => false;

    /// <summary>Asked before it is looked for any object; <c>true</c> for being away just then.</summary>
    public Func<bool> BeforeAny { get; set; } = () => false;

    /// <summary>What happens before an object is opened.</summary>
    public Func<Task> Opening { get; set; } = () => Task.CompletedTask;

    /// <summary>What a list is made of what there is.</summary>
    public Func<IReadOnlyList<StoredObject>, IReadOnlyList<StoredObject>> Listed { get; set; } = objects => objects;

    /// <summary>What happens once an object is stored, before anybody learns of it.</summary>
    public Func<Task> AfterUpload { get; set; } = () => Task.CompletedTask;

    public async Task<Result<Nothing>> UploadAsync(
        string key, Stream content, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken)
    {
        // Those of the metadata come when they like.
        var isOfDatabase = !key.StartsWith("~metadata/", StringComparison.Ordinal);
        if (IsDown || (isOfDatabase && BeforeUpload()))
        {
            return Away;
        }

        var result = await storage.UploadAsync(key, content, metadata, cancellationToken);
        if (isOfDatabase)
        {
            await AfterUpload();
        }

        return result;
    }

    public async Task<Result<OpenObject>> OpenAsync(string key, CancellationToken cancellationToken)
    {
        await Opening();
        return IsDown || BeforeOpen(key) ? Away : await storage.OpenAsync(key, cancellationToken);
    }

    public async Task<Result<IReadOnlyList<StoredObject>>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var listed = IsDown ? Away : await storage.ListAsync(prefix, cancellationToken);
        return listed.TryGet(out var objects, out var error) ? Listed(objects).ToArray() : error;
    }

    public Task<Result<bool>> AnyAsync(Func<StoredObject, bool> isMeant, CancellationToken cancellationToken) =>
        IsDown || BeforeAny() ? Task.FromResult<Result<bool>>(Away) : storage.AnyAsync(isMeant, cancellationToken);

    public Task<Result<Nothing>> DeleteAsync(string key, CancellationToken cancellationToken) =>
        IsDown ? Task.FromResult<Result<Nothing>>(Away) : storage.DeleteAsync(key, cancellationToken);

    public Task<Result<Nothing>> SweepAsync(DateTimeOffset startedBefore, CancellationToken cancellationToken) =>
        IsDown ? Task.FromResult<Result<Nothing>>(Away) : storage.SweepAsync(startedBefore, cancellationToken);
}
