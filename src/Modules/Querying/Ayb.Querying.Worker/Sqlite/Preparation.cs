namespace Ayb.Querying.Worker.Sqlite;

/// <summary>Whether a statement can run on the connection that has compiled it.</summary>
internal enum Preparation
{
    Ready,

    /// <summary>It would write, and the connection cannot.</summary>
    NeedsWriter,

    /// <summary>It would leave traces for others who share the transaction.</summary>
    NeedsToBeAlone,
}
