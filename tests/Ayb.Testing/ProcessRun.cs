using System.Diagnostics;

namespace Ayb.Testing;

/// <summary>A program that has run to its end, and what it said.</summary>
public sealed record ProcessRun(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    /// <param name="program">An executable, or its name on the PATH.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">Variables that it gets on top of those of the tests; <c>null</c> takes one away.</param>
    /// <param name="input">Its standard input, to the end.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="TimeoutException">It has not ended in time, and was killed.</exception>
    public static async Task<ProcessRun> OfAsync(
        string program,
        string folder,
        IReadOnlyDictionary<string, string?>? environment = null,
        string input = "",
        params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await WriteAsync(process.StandardInput, input);
            await process.WaitForExitAsync().WaitAsync(Deadline);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new ProcessRun(process.ExitCode, await output, await error);
    }

    private static async Task WriteAsync(StreamWriter stream, string input)
    {
        try
        {
            await stream.WriteAsync(input);
            stream.Close();
        }
        catch (IOException)
        {
            // It has ended without reading everything.
        }
    }
}
