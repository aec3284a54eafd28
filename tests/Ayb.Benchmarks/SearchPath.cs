namespace Ayb.Benchmarks;

/// <summary>The folders of executables.</summary>
internal static class SearchPath
{
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    /// <exception cref="FileNotFoundException">It has to be installed first.</exception>
    public static string Require(string program) => Find(program) ?? throw new FileNotFoundException($"{program} is not on the PATH: install it first.");

    public static Task<(string? Executable, string Absence)> FindPeer(string program) =>
        Task.FromResult((Find(program), $"no {program} on the PATH"));
}
