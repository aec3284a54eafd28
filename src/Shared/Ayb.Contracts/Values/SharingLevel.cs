namespace Ayb.Contracts;

/// <summary>What a database grants to one entity; ordered, each level includes those before it.</summary>
public enum SharingLevel
{
    /// <summary>Hides the database, also from who could otherwise see it as a part of the public.</summary>
    NoAccess,

    /// <summary>May run queries that do not write.</summary>
    ReadOnly,

    /// <summary>May run every query.</summary>
    ReadWrite,

    /// <summary>May do all that the owner may, except for changing the owner's own access.</summary>
    Manager,
}
