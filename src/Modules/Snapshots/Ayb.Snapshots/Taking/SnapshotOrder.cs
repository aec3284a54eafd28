using Ayb.Contracts;
using Ayb.Snapshots.Catalog;

namespace Ayb.Snapshots.Taking;

/// <summary>What a snapshot is taken for.</summary>
internal sealed record SnapshotOrder(SnapshotKind Kind)
{
    /// <summary>Who has asked for it; <c>null</c> when nobody had to.</summary>
    public Principal? By { get; init; }

    public string? Name { get; init; }

    public string? Note { get; init; }

    /// <summary>Serves as well, if nothing has changed since it was taken.</summary>
    public Snapshot? Unless { get; init; }

    /// <summary>When the file was written, asked for before it is copied.</summary>
    public string? Written { get; init; }
}
