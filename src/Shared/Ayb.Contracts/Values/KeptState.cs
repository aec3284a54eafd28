namespace Ayb.Contracts;

/// <summary>What has become of the state of a database that is about to be replaced.</summary>
public enum KeptState
{
    /// <summary>It is stored elsewhere, and a later one can be as well, also when the replacement has happened.</summary>
    Stored,

    /// <summary>There is nothing in it; what was written since would be lost.</summary>
    Empty,

    /// <summary>Nobody wants it.</summary>
    Unwanted,
}
