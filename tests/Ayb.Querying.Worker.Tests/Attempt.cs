namespace Ayb.Querying.Worker.Tests;

/// <summary>Calls of libc functions, as <see cref="Fixtures.Debugger"/> takes them.</summary>
internal static class Attempt
{
    public static string Open(string path, int flags = 0) => $"((int(*)(const char*,int,int))open)(\"{path}\", {flags}, 0600)";

    public static string Unlink(string path) => $"((int(*)(const char*))unlink)(\"{path}\")";

    public static string Rename(string from, string to) => $"((int(*)(const char*,const char*))rename)(\"{from}\", \"{to}\")";

    public static string Link(string from, string to) => $"((int(*)(const char*,const char*))link)(\"{from}\", \"{to}\")";

    public static string MakeFolder(string path) => $"((int(*)(const char*,int))mkdir)(\"{path}\", 0700)";

    /// <param name="number">Of the system call, /usr/include/asm/unistd_64.h.</param>
    /// <param name="arguments">Missing ones are zero.</param>
    public static string SystemCall(int number, params long[] arguments) =>
        $"((long(*)(long,long,long,long,long,long,long))syscall)({number}, {string.Join(", ", arguments.Concat(new long[6]).Take(6))})";
}
