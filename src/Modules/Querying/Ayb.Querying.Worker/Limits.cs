using Ayb.Querying.Protocol;

namespace Ayb.Querying.Worker;

/// <summary>What requests may use: as the operator has set it, and what is not for setting.</summary>
internal static class Limits
{
    /// <summary>
    /// The longest value and the longest row. A function goes over a value without asking whether it may go on: over this much it
    /// takes half a second.
    /// </summary>
    public const int ValueBytes = 64 << 20;

    /// <summary>The SQL of all requests that have not ended: three of the longest, each with a byte that ends it.</summary>
    public const int WaitingSqlBytes = 3 * (Frame.MaxToWorker + 1);

    /// <summary>What a write may return: it is held back until its commit.</summary>
    public const int HeldAnswerBytes = 32 << 20;

    /// <summary>What all answers that are held back may take together.</summary>
    public const long HeldAnswersBytes = 48L << 20;

    /// <summary>A statement of a script that is loaded: as much as SQLite takes.</summary>
    public const int ScriptStatementBytes = (16 << 20) - 1;

    /// <summary>The first line of CSV: a statement names all columns, and takes twice as much if all of it is quotes.</summary>
    public const int CsvHeaderBytes = 1 << 20;

    /// <summary>The values of one row of CSV.</summary>
    public const int CsvRowBytes = 32 << 20;

    /// <summary>Of what SQLite says about a failure.</summary>
    public const int MessageBytes = 16 * 1024;

    /// <summary>How long past its time a statement may be at a single instruction, which SQLite does not interrupt.</summary>
    public static readonly TimeSpan InstructionTime = TimeSpan.FromSeconds(3);

    /// <summary>How long a predecessor may take to let go of the file.</summary>
    public static readonly TimeSpan TakeoverTime = TimeSpan.FromSeconds(10);

    /// <summary>Given before any other thread runs.</summary>
    public static WorkerLimits Given { get; set; } = new();

    public static TimeSpan QueryTime => Given.QueryTime;

    public static int SqlBytes => Given.StatementBytes;

    public static long HeapBytes => Given.HeapBytes;

    public static long ResultBytes => Given.ResultBytes;

    public static int Sessions => Given.Sessions;

    public static TimeSpan SessionIdle => Given.SessionIdle;

    public static TimeSpan SessionTime => Given.SessionTime;

    public static TimeSpan ImportTime => Given.ImportTime;

    public static TimeSpan SessionTimeContended => Given.SessionTimeContended;
}
