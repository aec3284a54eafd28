namespace Ayb.EndToEnd.Tests.Sharing;

/// <summary>What somebody may do with a database; each includes those before it.</summary>
public enum Right
{
    Nothing,
    Sees,
    Reads,
    Writes,
    Manages,
}
