namespace Ayb.Snapshots;

/// <summary>One tidies up at a time: two would read the same objects.</summary>
internal sealed class TidyTurn : SingleTurn
{
    /// <summary>The key of the last object that was looked into where no database of this server is: the next turn begins behind it.</summary>
    public string LastStray { get; set; } = "";
}
