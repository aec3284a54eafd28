namespace Ayb.Querying.Worker.Lanes;

/// <summary>What somebody has asked of a session's transaction.</summary>
internal enum SessionEnd
{
    None,
    RollBack,
    Commit,
}
