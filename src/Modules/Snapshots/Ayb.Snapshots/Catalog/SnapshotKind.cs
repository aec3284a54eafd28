namespace Ayb.Snapshots;

/// <summary>Why a snapshot was taken, which decides how long it is kept.</summary>
public enum SnapshotKind
{
    /// <summary>By the server itself; makes room for newer ones.</summary>
    Automatic,

    /// <summary>Because somebody asked for it; stays until somebody deletes it.</summary>
    Manual,

    /// <summary>Of what a restore was about to replace; makes room for newer ones, but the newest stays.</summary>
    Safety,
}
