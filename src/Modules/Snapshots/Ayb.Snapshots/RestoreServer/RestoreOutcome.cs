namespace Ayb.Snapshots;

/// <summary>What became of a database of a server that is restored.</summary>
internal enum RestoreOutcome
{
    Restored,
    AlreadyThere,
    WithoutSnapshot,
    Failed,
}
