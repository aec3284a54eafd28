namespace Ayb.EndToEnd.Tests.Snapshots.Killing;

/// <summary>Who dies.</summary>
public enum Victim
{
    Server,

    /// <summary>All processes that work for the server at that moment.</summary>
    Workers,
}
