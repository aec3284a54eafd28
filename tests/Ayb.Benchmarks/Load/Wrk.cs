using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Ayb.Testing;

namespace Ayb.Benchmarks.Load;

/// <summary>Repeats requests by wrk, as fast as the answers come.</summary>
internal static partial class Wrk
{
    /// <param name="calls">Sent in turn; all to one server, all GET or all POST, with the same headers.</param>
    /// <exception cref="WrongAnswerException">Not every request was answered with success.</exception>
    public static async Task<WrkRun> RunAsync(IReadOnlyList<Call> calls, int connections, TimeSpan duration)
    {
        using var folder = new TestFolder();
        var script = Path.Combine(folder.Path, "calls.lua");
        await File.WriteAllTextAsync(script, Script(calls));
        var run = await ProcessRun.OfAsync(SearchPath.Require("wrk"), folder.Path, arguments:
            ["-t1", $"-c{connections}", $"-d{duration.TotalSeconds:0}s", "--timeout", "30s", "-s", script, calls[0].Address.ToString()]);
        if (run.ExitCode != 0 || Failed().IsMatch(run.Output))
        {
            throw WrongAnswerException.To($"wrk at {calls[0].Address}", run.Output + run.Error);
        }

        return new WrkRun(
            long.Parse(Requests().Match(run.Output).Groups[1].Value, CultureInfo.InvariantCulture),
            double.Parse(Rate().Match(run.Output).Groups[1].Value, CultureInfo.InvariantCulture));
    }

    private static string Script(IReadOnlyList<Call> calls)
    {
        var script = new StringBuilder($"wrk.method = '{(calls[0].Body is null ? "GET" : "POST")}'\n");
        foreach (var (name, value) in calls[0].Headers)
        {
            script.Append(CultureInfo.InvariantCulture, $"wrk.headers[ {Quoted(name)} ] = {Quoted(value)}\n");
        }

        // Without a function wrk keeps sending the same bytes, at no cost.
        script.Append(calls.Count == 1 ? $"wrk.body = {Quoted(calls[0].Body)}\n" : InTurn(calls));
        return script.ToString();
    }

    private static string InTurn(IReadOnlyList<Call> calls)
    {
        var formatted = calls.Select(call => $"  requests[#requests + 1] = wrk.format(nil, {Quoted(call.Address.PathAndQuery)}, nil, {Quoted(call.Body)})");
        return
            $"""
            local requests, last = {"{}"}, 0
            function init()
            {string.Join('\n', formatted)}
            end
            function request()
              last = last % #requests + 1
              return requests[last]
            end
            """;
    }

    private static string Quoted(string? text) => text is null ? "nil" : $"[==[{text}]==]";

    [GeneratedRegex("Non-2xx|Socket errors")]
    private static partial Regex Failed();

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();
}
