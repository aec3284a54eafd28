using Ayb.Contracts;

namespace Ayb.Snapshots.Storage;

/// <summary>
/// Keeps objects under keys like <c>entity/database/snapshot</c>, see <see cref="StorageKey"/>. An object is there with all of its
/// bytes or not at all. Failures of the place itself are returned; what the given content throws is passed on.
/// </summary>
internal interface ISnapshotStorage
{
    /// <summary>Where all of it is, without a slash at the end, for whoever runs the server; nothing of it is secret.</summary>
    string Place { get; }

    /// <summary>Returns when the object is kept for good; one that had this key is replaced.</summary>
    /// <param name="key">What it can be found by.</param>
    /// <param name="content">Is read once, to its end, and not disposed.</param>
    /// <param name="metadata">Names are of <c>a-z 0-9 -</c>, values any text, all together some hundred characters.</param>
    /// <param name="cancellationToken">Once this is cancelled nothing of the object stays behind.</param>
    Task<Result<Nothing>> UploadAsync(
        string key, Stream content, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken);

    /// <summary>The caller disposes the object; reading it throws <see cref="SnapshotException"/>.</summary>
    /// <returns>Or <see cref="ErrorKind.SnapshotNotFound"/>.</returns>
    Task<Result<OpenObject>> OpenAsync(string key, CancellationToken cancellationToken);

    /// <summary>All objects whose key begins with the prefix, ordered by key.</summary>
    /// <param name="prefix">Empty, or ends in <c>/</c>.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    Task<Result<IReadOnlyList<StoredObject>>> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Whether one of all objects is meant, which may be known long before all are listed.</summary>
    Task<Result<bool>> AnyAsync(Func<StoredObject, bool> isMeant, CancellationToken cancellationToken);

    /// <summary>Succeeds too if there is no such object.</summary>
    Task<Result<Nothing>> DeleteAsync(string key, CancellationToken cancellationToken);

    /// <summary>Drops what uploads that did not get to their end have left behind; it is never listed, but takes up room.</summary>
    /// <param name="startedBefore">Spares uploads that may still be under way, here or on another server.</param>
    /// <param name="cancellationToken">Ends the sweep.</param>
    Task<Result<Nothing>> SweepAsync(DateTimeOffset startedBefore, CancellationToken cancellationToken);
}
