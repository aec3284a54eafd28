namespace Ayb.Querying.Worker.Tests.Fixtures;

/// <summary>
/// A sound file whose check takes minutes, in small steps: each of many rows has its entry in an index computed anew, slowly.
/// Whatever interrupts the check comes in time.
/// </summary>
internal static class SlowIndex
{
    public const string Rows = "400000";

    /// <summary>Where a header says that readers and writers need a log; who takes a file in says that they don't, and then checks it.</summary>
    private const int FormatVersions = 18;

    public static void Make(string folder)
    {
        ForeignFile.Make(folder, $"PRAGMA journal_mode = WAL; CREATE TABLE t (x); WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < {Rows}) INSERT INTO t SELECT i FROM r");
        ForeignFile.Make(folder, "CREATE INDEX i ON t (x + 0)");
        ForeignFile.Make(folder, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE INDEX i ON t (x + 0 * length(hex(zeroblob(250000 + x % 2))))' WHERE name = 'i'");
    }

    /// <summary>Waits until a file with such an index, sent or copied, has all that it is to have and only its check is left.</summary>
    public static void WaitForCheck(string file) =>
        SpinWait.SpinUntil(() => StandsAlone(file), WorkerUnderTest.Deadline).Should().BeTrue("a check of {0} begins", file);

    private static bool StandsAlone(string file)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Position = FormatVersions;
        return stream.ReadByte() == 1 && stream.ReadByte() == 1;
    }
}
