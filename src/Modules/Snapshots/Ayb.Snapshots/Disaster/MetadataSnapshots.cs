namespace Ayb.Snapshots.Disaster;

/// <summary>The ids of the metadata snapshots that there are, of whichever server, newest first.</summary>
/// <param name="Ids">Those that one can go by.</param>
/// <param name="OfTheFuture">Those that somebody has given a time that has not come: they would be the newest for ever.</param>
internal sealed record MetadataSnapshots(IReadOnlyList<string> Ids, IReadOnlyList<string> OfTheFuture);
