namespace Ayb.Snapshots.Catalog;

/// <summary>A row by where it has its object.</summary>
/// <param name="DatabaseId">Of which.</param>
/// <param name="Id">Of which snapshot.</param>
/// <param name="ObjectKey">Where.</param>
/// <param name="MissingSince">Since when it is not there, in milliseconds; 0 as long as it is.</param>
internal sealed record KeptObject(string DatabaseId, string Id, string ObjectKey, long MissingSince)
{
    public bool IsMissing => MissingSince != 0;
}
