namespace Ayb.Cli.Server;

/// <summary>
/// The server finds the .NET runtime by DOTNET_ROOT, else where packages install it. What the PATH says comes first here:
/// that is the .NET which has built the server, and a package's may be older.
/// </summary>
internal static class DotnetRoot
{
    public static string? ToBeNamed() =>
        Environment.GetEnvironmentVariable("DOTNET_ROOT") is not { Length: > 0 }
        && FolderOnPath(Environment.GetEnvironmentVariable("PATH") ?? "") is { } folder
        && Directory.Exists(Path.Combine(folder, "host", "fxr"))
            ? folder
            : null;

    public static string? FolderOnPath(string path)
    {
        var dotnet = path
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => new FileInfo(Path.Combine(folder, "dotnet")))
            .FirstOrDefault(file => file.Exists);
        return (dotnet?.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? dotnet)?.DirectoryName;
    }
}
