namespace Ayb.Cli.Server;

/// <summary>
/// The server finds the .NET runtime by DOTNET_ROOT or in the places where packages install it.
/// A runtime that is only on the PATH has to be named.
/// </summary>
internal static class DotnetRoot
{
    private static readonly string[] WhereHostsLook =
        ["/usr/share/dotnet", "/usr/lib/dotnet", "/etc/dotnet/install_location"];

    public static string? ToBeNamed() =>
        Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } || WhereHostsLook.Any(Path.Exists)
            ? null
            : FolderOnPath(Environment.GetEnvironmentVariable("PATH") ?? "");

    public static string? FolderOnPath(string path)
    {
        var dotnet = path
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => new FileInfo(Path.Combine(folder, "dotnet")))
            .FirstOrDefault(file => file.Exists);
        return (dotnet?.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? dotnet)?.DirectoryName;
    }
}
