using System.Diagnostics;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Fixtures;

/// <summary>A shell that commands are typed into, one after the other; what one sets the next ones see.</summary>
internal sealed class Bash : IAsyncDisposable
{
    private const string Prompt = "ready-for-the-next-command";

    private const string ReadAndRun =
        """
        set -o pipefail
        exec 3<&0 </dev/null 2>&1
        while IFS= read -r -u 3 command; do
          eval "$command"
          printf '\n%s %s\n' "$0" $?
        done
        """;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    public Bash(TestFolder folder)
    {
        var start = new ProcessStartInfo("bash", ["-c", ReadAndRun, Prompt])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(folder.Path, "config");
        _process = Process.Start(start)!;
    }

    /// <returns>The exit status, and the lines of standard output and standard error, without empty ones at the end.</returns>
    public async Task<(int Status, string Output)> RunAsync(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
        var lines = new List<string>();
        while (true)
        {
            var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Deadline)
                ?? throw new InvalidOperationException($"The shell ended at: {command}");
            if (line.StartsWith(Prompt, StringComparison.Ordinal))
            {
                return (int.Parse(line.AsSpan(Prompt.Length)), string.Join('\n', lines).TrimEnd('\n'));
            }

            lines.Add(line);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Deadline);
        _process.Dispose();
    }
}
