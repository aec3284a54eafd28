using Ayb.Contracts;

namespace Ayb.Snapshots.Storage;

/// <summary>What a server has without <c>[snapshots]</c>.</summary>
internal sealed class NoStorage : ISnapshotStorage
{
    public string Place => "nowhere";

    public Task<Result<Nothing>> UploadAsync(
        string key, Stream content, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken) => RefuseAsync<Nothing>();

    public Task<Result<OpenObject>> OpenAsync(string key, CancellationToken cancellationToken) => RefuseAsync<OpenObject>();

    public Task<Result<IReadOnlyList<StoredObject>>> ListAsync(string prefix, CancellationToken cancellationToken) =>
        RefuseAsync<IReadOnlyList<StoredObject>>();

    public Task<Result<bool>> AnyAsync(Func<StoredObject, bool> isMeant, CancellationToken cancellationToken) => RefuseAsync<bool>();

    public Task<Result<Nothing>> DeleteAsync(string key, CancellationToken cancellationToken) => RefuseAsync<Nothing>();

    public Task<Result<Nothing>> SweepAsync(DateTimeOffset startedBefore, CancellationToken cancellationToken) => RefuseAsync<Nothing>();

    private static Task<Result<T>> RefuseAsync<T>() => Task.FromResult<Result<T>>(SnapshotErrors.NotSetUp);
}
