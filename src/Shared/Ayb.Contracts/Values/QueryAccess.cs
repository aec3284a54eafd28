namespace Ayb.Contracts;

/// <summary>How far queries may go; ordered, so that the smaller of two is the stricter.</summary>
public enum QueryAccess
{
    None,
    ReadOnly,
    ReadWrite,
}
