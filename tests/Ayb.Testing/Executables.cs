namespace Ayb.Testing;

/// <summary>The executables that src/build.sh has built.</summary>
public static class Executables
{
    /// <summary>The launcher and command line.</summary>
    public static string Ayb => Find("ayb");

    /// <summary>The server, which <c>ayb server</c> starts.</summary>
    public static string Host => Find("ayb-host");

    /// <summary>The process that serves one database.</summary>
    public static string Worker => Find("ayb-query-worker");

    /// <summary>The folder of the repository that the tests run in.</summary>
    public static string Repository { get; } = FindRepository();

    private static string Find(string name)
    {
        var path = Path.Combine(Repository, "artifacts", "ayb", name);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing: run src/build.sh first.");
    }

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Ayb.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not inside the repository.");
    }
}
