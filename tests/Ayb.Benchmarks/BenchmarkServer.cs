using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ayb.Testing;

namespace Ayb.Benchmarks;

/// <summary>A server with one account and one database, and the ways to measure it.</summary>
internal sealed partial class BenchmarkServer : IAsyncDisposable
{
    private readonly TestFolder _folder;
    private readonly ServerProcess _server;
    private readonly string _token;

    private BenchmarkServer(TestFolder folder, ServerProcess server, string token) =>
        (_folder, _server, _token) = (folder, server, token);

    public const string QueryPath = "/v1/bench/bench.sqlite/query";

    public static async Task<BenchmarkServer> StartAsync()
    {
        var folder = new TestFolder();
        var server = await ServerProcess.StartAsync(folder);
        await PostAsync(server, "/v1/register", ("entity", "bench"), ("email-address", "bench@example.com"), ("entity-type", "user"));
        var mailed = MailedToken().Match(await File.ReadAllTextAsync(server.MailFile)).Groups[1].Value;
        var confirmed = await PostAsync(server, "/v1/confirm", ("authentication-token", mailed));
        var token = JsonDocument.Parse(confirmed).RootElement.GetProperty("token").GetString()!;
        await PostAsync(server, "/v1/bench/bench.sqlite/create", ("authorization", $"Bearer {token}"), ("db-type", "sqlite"));
        return new BenchmarkServer(folder, server, token);
    }

    public async Task QueryAsync(string sql)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, QueryPath) { Content = new StringContent(sql, Encoding.UTF8, "text/plain") };
        request.Headers.Add("authorization", $"Bearer {_token}");
        using var response = await _server.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    /// <returns>Requests a second, answered with success, over five seconds.</returns>
    public async Task<double> LoadAsync(int connections, string path, string? sql)
    {
        var script = Path.Combine(_folder.Path, "load.lua");
        await File.WriteAllTextAsync(
            script,
            sql is null ? "" : $"wrk.method = 'POST'\nwrk.body = [[{sql}]]\nwrk.headers['Authorization'] = 'Bearer {_token}'\n");
        var printed = await RunAsync("wrk", ["-t1", $"-c{connections}", "-d5s", "-s", script, new Uri(_server.Http.BaseAddress!, path).ToString()]);
        if (printed.Contains("Non-2xx", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"Not every request succeeded: {printed}");
        }

        return double.Parse(Rate().Match(printed).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <returns>The median of the time that a command takes from its start to its end.</returns>
    public async Task<TimeSpan> CommandTimeAsync()
    {
        var times = new List<TimeSpan>();
        for (var run = 0; run < 21; run++)
        {
            var start = Stopwatch.GetTimestamp();
            await RunAsync(Executables.Ayb, ["client", "--url", _server.Http.BaseAddress!.ToString(), "--token", _token, "list", "bench"]);
            times.Add(Stopwatch.GetElapsedTime(start));
        }

        return times.Order().ElementAt(times.Count / 2);
    }

    /// <returns>KiB resident.</returns>
    public long ServerMemory() => Memory(_server.Id);

    /// <returns>KiB resident.</returns>
    public long WorkerMemory() => Memory(Directory.EnumerateDirectories($"/proc/{_server.Id}/task")
        .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(child => int.Parse(child, CultureInfo.InvariantCulture))
        .Single());

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private static long Memory(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static async Task<string> PostAsync(ServerProcess server, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await server.Http.SendAsync(request);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? printed : throw new InvalidOperationException($"{program} failed with {process.ExitCode}: {printed}");
    }

    [GeneratedRegex("confirm (gAAAA[^\"]*)")]
    private static partial Regex MailedToken();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();
}
