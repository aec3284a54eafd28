namespace Ayb.Querying;

/// <summary>What becomes of a table that is there when rows come for it.</summary>
internal enum IfExists
{
    Fail,
    Append,
    Replace,
}
