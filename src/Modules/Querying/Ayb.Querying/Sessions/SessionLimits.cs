namespace Ayb.Querying.Sessions;

/// <summary>What sessions may use of a database.</summary>
internal static class SessionLimits
{
    /// <summary>How long one may go without a request.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(5);

    /// <summary>How long one may last in all.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(60);
}
