namespace Ayb.Snapshots;

/// <summary>What became of a server that was restored.</summary>
/// <param name="Restored">The databases that have the content of a snapshot again.</param>
/// <param name="AlreadyThere">Those that an earlier attempt has restored.</param>
/// <param name="WithoutSnapshot">The names of those that come back empty.</param>
/// <param name="Failed">The names of those that could not be restored.</param>
/// <param name="Unknown">What the storage has snapshots of, and the metadata does not know.</param>
public sealed record RestoreReport(
    int Restored,
    int AlreadyThere,
    IReadOnlyList<string> WithoutSnapshot,
    IReadOnlyList<string> Failed,
    IReadOnlyList<string> Unknown);
