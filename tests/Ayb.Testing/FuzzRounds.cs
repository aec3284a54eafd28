using System.Diagnostics;
using System.Globalization;

namespace Ayb.Testing;

/// <summary>The seeds that a fuzzer tries: the same few in each run of the tests, and new ones for longer when somebody asks for it.</summary>
public static class FuzzRounds
{
    /// <summary>For how many seconds each fuzzer goes on; see README.md.</summary>
    private const string Variable = "AYB_TEST_FUZZ_SECONDS";

    public static IEnumerable<int> Seeds(int count)
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var seconds))
        {
            return Enumerable.Range(1, count);
        }

        var start = Stopwatch.GetTimestamp();
        return Enumerable.Range(Environment.TickCount & 0x3FFFFFFF, 0x3FFFFFFF).TakeWhile(_ => Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
    }
}
