namespace Ayb.Contracts;

/// <summary>What a database grants to everybody; the default is nothing.</summary>
public enum PublicSharingLevel
{
    NoAccess,

    /// <summary>May be seen in lists and details and be forked, not queried.</summary>
    Fork,

    /// <summary>As <see cref="Fork"/>, and any authenticated entity may run queries that do not write.</summary>
    ReadOnly,
}
