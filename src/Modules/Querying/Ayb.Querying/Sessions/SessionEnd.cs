namespace Ayb.Querying.Sessions;

/// <summary>What has been asked for as a session's end.</summary>
internal enum SessionEnd
{
    Nothing,
    RollBack,
    Commit,
}
