namespace Ayb.Snapshots.Disaster;

/// <summary>One snapshot of the metadata at a time.</summary>
internal sealed class MetadataTurn : SingleTurn;
