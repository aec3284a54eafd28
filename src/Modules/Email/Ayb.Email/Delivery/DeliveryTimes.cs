namespace Ayb.Email.Delivery;

/// <summary>How long things may take. An attempt, its content included, must end before its lease does.</summary>
internal sealed record DeliveryTimes
{
    /// <summary>How long the request that caused a mail waits for it.</summary>
    public TimeSpan FirstAttempt { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an attempt may take until the mail's content is under way, for which the transport has its own limit.</summary>
    public TimeSpan Attempt { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long nobody else attempts a mail; also how long one waits that was being sent when a server died.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(3);

    public TimeSpan ShortestWait { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>When a mail that nobody would take is dropped: its token has long expired.</summary>
    public TimeSpan GiveUp { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How often to look for mails that another server has left behind.</summary>
    public TimeSpan Patrol { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Doubles with every failure; spread by a fifth, so that mails do not come back all at once.</summary>
    public TimeSpan WaitAfter(long failures)
    {
        var wait = ShortestWait * Math.Pow(2, Math.Min(failures - 1, 30));
        return (wait < LongestWait ? wait : LongestWait) * (1 + (0.2 * Random.Shared.NextDouble()));
    }
}
