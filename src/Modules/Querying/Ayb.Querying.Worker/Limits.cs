namespace Ayb.Querying.Worker;

/// <summary>What one request may use.</summary>
internal static class Limits
{
    public const int SqlBytes = 16 * 1024 * 1024;

    /// <summary>The SQL of all requests that have not ended.</summary>
    public const int WaitingSqlBytes = 48 << 20;

    /// <summary>SQLite's own memory, for all connections of the worker.</summary>
    public const long HeapBytes = 256L << 20;

    /// <summary>What a write may return: it is held back until its commit.</summary>
    public const int HeldAnswerBytes = 32 << 20;

    /// <summary>What all answers that are held back may take together.</summary>
    public const long HeldAnswersBytes = 48L << 20;

    /// <summary>What one answer may have.</summary>
    public const long ResultBytes = 1L << 30;

    /// <summary>Of what SQLite says about a failure.</summary>
    public const int MessageBytes = 16 * 1024;

    /// <summary>How many sessions may be open or wait to be.</summary>
    public const int Sessions = 8;

    public static readonly TimeSpan QueryTime = TimeSpan.FromSeconds(30);

    /// <summary>How long a session may wait for its next request.</summary>
    public static readonly TimeSpan SessionIdle = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan SessionTime = TimeSpan.FromSeconds(60);

    /// <summary>The same, when other writers wait for it to end.</summary>
    public static readonly TimeSpan SessionTimeContended = TimeSpan.FromSeconds(10);

    /// <summary>How long a predecessor may take to let go of the file.</summary>
    public static readonly TimeSpan TakeoverTime = TimeSpan.FromSeconds(10);
}
