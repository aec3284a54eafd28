namespace Ayb.Snapshots;

/// <summary>One tidies up at a time: two would read the same objects.</summary>
internal sealed class TidyTurn : SingleTurn;
