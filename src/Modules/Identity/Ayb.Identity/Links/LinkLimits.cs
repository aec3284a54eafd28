namespace Ayb.Identity;

/// <summary>What looking at links may cost: us, and whom a link points to.</summary>
internal sealed record LinkLimits
{
    /// <summary>How long a page may take, from the lookup of its host's name to its last byte, redirects included.</summary>
    public TimeSpan Page { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the update waits for the outcome; the checks go on after that.</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromSeconds(6);

    public int Redirects { get; init; } = 3;

    public int HeaderKibibytes { get; init; } = 64;

    /// <summary>How much of a page is read; the rest may be there, but is not looked at.</summary>
    public int BodyBytes { get; init; } = 512 * 1024;

    public int PagesAtOnce { get; init; } = 16;

    public int PagesAtOncePerCaller { get; init; } = 2;

    /// <summary>How many links that one caller has set wait for their turn; more stay unverified.</summary>
    public int WaitingPerCaller { get; init; } = 20;

    public int Waiting { get; init; } = 256;

    /// <summary>How many pages a caller may have looked at in a row; one more comes with every <see cref="Refill"/>.</summary>
    public int Burst { get; init; } = 60;

    public TimeSpan Refill { get; init; } = TimeSpan.FromMinutes(1);
}
