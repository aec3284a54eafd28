namespace Ayb.Querying.Protocol;

/// <summary>How the differences of two versions are written.</summary>
public enum DiffFormat : ushort
{
    Json = 0,

    /// <summary>For people.</summary>
    Text = 1,

    /// <summary>A script that makes the later version of the earlier one.</summary>
    Sql = 2,
}
