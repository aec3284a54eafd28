namespace Ayb.Benchmarks.Peers;

/// <summary>The folders of executables.</summary>
internal static class SearchPath
{
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    public static Task<(string? Executable, string Absence)> FindPeer(string program) =>
        Task.FromResult((Find(program), $"no {program} on the PATH"));
}
