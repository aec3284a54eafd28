using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Ayb.Querying.Worker.Tests.Fixtures;

/// <summary>
/// Makes a running process call functions of its C library, as an attacker would who has taken it over.
/// </summary>
internal static partial class Debugger
{
    /// <param name="process">The process to call in.</param>
    /// <param name="calls">C expressions of functions in libc, each with its type: <c>((int(*)(int))close)(3)</c>.</param>
    /// <param name="everyThread">Makes each call in all threads, not in the first alone.</param>
    public static async Task<IReadOnlyList<Outcome>> CallAsync(Process process, IEnumerable<string> calls, bool everyThread = false)
    {
        var start = new ProcessStartInfo("gdb", ["-p", process.Id.ToString(), "-batch", "-nx"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("DEBUGINFOD_URLS");
        foreach (var command in calls.SelectMany((call, index) => Commands(call, index, everyThread)).Prepend("handle all nostop noprint pass"))
        {
            start.ArgumentList.Add("-ex");
            start.ArgumentList.Add(command);
        }

        using var debugger = Start(start);
        var errors = debugger.StandardError.ReadToEndAsync();
        var output = await debugger.StandardOutput.ReadToEndAsync().WaitAsync(WorkerUnderTest.Deadline);
        await debugger.WaitForExitAsync();
        var outcomes = OutcomeLine().Matches(output)
            .Select(line => new Outcome(Number(line, 1), Number(line, 2), Number(line, 3)))
            .ToList();
        outcomes.Should().NotBeEmpty("gdb should have made calls, but it says: {0}{1}", output, await errors);
        return outcomes;
    }

    private static IEnumerable<string> Commands(string call, int index, bool everyThread)
    {
        const string errno = "*((int*(*)(void))__errno_location)()";
        var print = $"printf \"\\nOUTCOME {index} %ld %d\\n\", (long)({call}), {errno}";
        yield return everyThread ? $"thread apply all {print}" : print;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException("The sandbox is tried from inside by gdb: install the package 'gdb'.", missing);
        }
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value);

    [GeneratedRegex(@"^OUTCOME (\d+) (-?\d+) (\d+)$", RegexOptions.Multiline)]
    private static partial Regex OutcomeLine();

    /// <param name="Call">Its place in the list of calls.</param>
    /// <param name="Result">What the function returned.</param>
    /// <param name="Errno">Meaningful when the result says that the call failed.</param>
    internal readonly record struct Outcome(int Call, int Result, int Errno);
}
