namespace Ayb.Snapshots.Catalog;

/// <summary>What the automatic run knows of a database.</summary>
/// <param name="DatabaseId">Of which.</param>
/// <param name="Written">When its file was written, as of its newest snapshot; empty for nobody knows.</param>
/// <param name="Restored">Not 0 when it was restored since: then what is in it becomes a snapshot, whether it is new or not.</param>
internal sealed record SeenState(string DatabaseId, string Written, long Restored)
{
    public bool IsOutdated(string written) => Restored != 0 || Written != written;
}
