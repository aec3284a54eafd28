using System.Runtime.InteropServices;

namespace Ayb.Querying.Worker.Tests.Fixtures;

/// <summary>A database file that somebody has made elsewhere, with all that SQLite allows to those who ask for it.</summary>
internal static partial class ForeignFile
{
    private const string Library = "e_sqlite3";

    /// <summary>The database of a worker's folder.</summary>
    public static string In(string folder) => Path.Combine(folder, "database.sqlite");

    /// <summary>Runs SQL outside of any worker, and without a worker's restrictions.</summary>
    public static void Make(string folder, string sql)
    {
        Open(In(folder), out var database).Should().Be(0);
        try
        {
            Execute(database, sql, 0, 0, 0).Should().Be(0, Marshal.PtrToStringUTF8(Message(database)));
        }
        finally
        {
            Close(database).Should().Be(0);
        }
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, out nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_exec", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(nint database, string sql, nint callback, nint state, nint error);

    [LibraryImport(Library, EntryPoint = "sqlite3_errmsg")]
    private static partial nint Message(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_close")]
    private static partial int Close(nint database);
}
