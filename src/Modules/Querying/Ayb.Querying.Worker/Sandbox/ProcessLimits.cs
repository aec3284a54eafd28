using Ayb.Querying.Protocol;

namespace Ayb.Querying.Worker.Sandbox;

/// <summary>What the kernel counts for us, see setrlimit(2).</summary>
internal static unsafe class ProcessLimits
{
    private const int FileSize = 1;
    private const int Data = 2;
    private const int Core = 4;
    private const int OpenFiles = 7;

    /// <summary>The runtime's heap (192 MiB at most), stacks, code that is not shared, and room to spare.</summary>
    private const long DataBesideSqlite = 768L << 20;

    /// <summary>Of a log that holds all pages of the database, for its frames' heads.</summary>
    private const long FileSizeToSpare = 64L << 20;

    private const int OpenFilesBesideConnections = 32;

    /// <summary>The database and its log, and the files of two sorts that did not fit into memory.</summary>
    private const int OpenFilesOfAConnection = 4;

    /// <param name="limits">What the operator allows; what the kernel counts is derived from it.</param>
    /// <param name="databaseLength">The file's length, which may be more than it is allowed by now.</param>
    /// <returns>Whether every limit is in force.</returns>
    public static bool Apply(WorkerLimits limits, long databaseLength)
    {
        // A write beyond the limit is to fail with EFBIG, not to end the process. An execve keeps what is ignored.
        const int fileSizeExceeded = 25, ignore = 1;
        _ = Linux.SetSignal(fileSizeExceeded, ignore);

        // No core dumps: they would hold the tenant's rows outside the tenant's folder.
        return Set(Core, 0)
            && Set(OpenFiles, OpenFilesBesideConnections + (OpenFilesOfAConnection * (1 + limits.ConcurrentQueries + limits.Sessions)))
            && Set(Data, limits.HeapBytes + DataBesideSqlite)
            && Set(FileSize, (2 * Math.Max(limits.DatabaseBytes, databaseLength)) + FileSizeToSpare);
    }

    private static bool Set(int resource, long limit)
    {
        var softAndHard = stackalloc ulong[] { (ulong)limit, (ulong)limit };
        return Linux.SetLimit(resource, softAndHard) == 0;
    }
}
