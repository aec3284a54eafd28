namespace Ayb.Snapshots;

/// <summary>What became of one database, in a word and in a sentence that begins with its name.</summary>
internal sealed record RestoredDatabase(string Name, RestoreOutcome Outcome, string What);
