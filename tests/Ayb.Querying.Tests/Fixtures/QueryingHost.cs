using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Ayb.Contracts;
using Ayb.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ayb.Querying.Tests.Fixtures;

/// <summary>
/// The module alone. Alice owns every database whose name begins with "db"; <see cref="Fixtures.Cast"/> tells who else may what.
/// </summary>
internal static class QueryingHost
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static Task<ModuleHost> StartAsync(string? workerPath = null, Action<ModuleHostOptions>? configure = null) =>
        ModuleHost.StartAsync(MetadataEngine.Sqlite, (services, configuration) => services.AddQuerying(configuration), options =>
        {
            options.Settings["querying:worker_path"] = workerPath ?? Executables.Worker;

            // A busy machine may let a test stand still between two requests of a session for longer than clients may.
            options.Settings["limits:session_idle"] = "60s";

            var cast = new Cast();
            options.Answer<WhoBears>(question => question.Answer(cast.Who(question.Token)));
            options.Answer<WhichDatabase>(question => Find(cast, question));
            options.Answer<MayAccess>(question => question.Answer(cast.AccessOf(question.Caller)));
            options.Services(services => services
                .AddSingleton(cast)
                .AddSingleton<RecordedLog>()
                .AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<RecordedLog>())
                .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug)));
            configure?.Invoke(options);
        });

    public static Cast Cast(this ModuleHost host) => host.Services.GetRequiredService<Cast>();

    public static RecordedLog Log(this ModuleHost host) => host.Services.GetRequiredService<RecordedLog>();

    public static Task<HttpResponseMessage> QueryAsync(this ModuleHost host, string sql, string? caller = "alice", string path = "alice/db") =>
        host.QueryAsync(new ByteArrayContent(Encoding.UTF8.GetBytes(sql)), caller, path);

    public static Task<HttpResponseMessage> QueryAsync(
        this ModuleHost host,
        HttpContent? body,
        string? caller = "alice",
        string path = "alice/db",
        HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead,
        CancellationToken cancellationToken = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/{path}/query") { Content = body };
        request.Headers.Authorization = caller is null ? null : new AuthenticationHeaderValue("Bearer", $"token-of-{caller}");
        return host.Http.SendAsync(request, completion, cancellationToken).WaitAsync(Deadline, cancellationToken);
    }

    /// <summary>The first row's first value.</summary>
    public static async Task<string?> ValueAsync(this ModuleHost host, string sql, string path = "alice/db")
    {
        var response = await host.QueryAsync(sql, path: path);
        var json = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.Should().BeTrue(json);
        return System.Text.Json.JsonElement.Parse(json).GetProperty("rows")[0][0].GetString();
    }

    /// <summary>Asks as another part of the server would, so that the test takes the chunks.</summary>
    public static Task<Result<QueryAnswer>> BeginAsync(this ModuleHost host, string sql) => host
        .SendAsync(new RunQuery(host.Cast().Who("token-of-alice").Value, Owner, DatabaseSlug.Parse("db").Value, Encoding.UTF8.GetBytes(sql)))
        .WaitAsync(Deadline);

    /// <summary>Waits until it is so; meanwhile the server is asked for something else.</summary>
    public static async Task UntilAsync(this ModuleHost host, Func<Task<bool>> isSo)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!await isSo())
        {
            using var answer = await host.Http.GetAsync(new Uri("/v1/isolation", UriKind.Relative), deadline.Token);
        }
    }

    public static Task UntilAsync(this ModuleHost host, Func<bool> isSo) => host.UntilAsync(() => Task.FromResult(isSo()));

    /// <summary>The processes that serve a database, or are about to.</summary>
    public static IReadOnlyList<Process> Workers(this ModuleHost host, string database = "db", string among = "databases")
    {
        var folder = $"{host.Folder}/{among}/{database}\0";
        return [.. Process.GetProcesses().Where(process => CommandLine(process).Contains(folder, StringComparison.Ordinal))];
    }

    public static async Task ShouldBeGoneAsync(this IEnumerable<Process> processes)
    {
        foreach (var process in processes)
        {
            await process.WaitForExitAsync().WaitAsync(Deadline);
        }
    }

    /// <summary>One of alice's.</summary>
    public static HostedDatabase Database(string slug) =>
        new(new DatabaseId(slug), new EntityId("alice"), Owner, DatabaseSlug.Parse(slug).Value, DatabaseType.Sqlite);

    private static EntitySlug Owner => EntitySlug.Parse("alice").Value;

    private static void Find(Cast cast, WhichDatabase question)
    {
        if (question.Owner == Owner && question.Slug.Value.StartsWith("db", StringComparison.Ordinal) && !cast.Missing.ContainsKey(question.Slug.Value))
        {
            question.Answer(Database(question.Slug.Value));
        }
    }

    private static string CommandLine(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline");
        }
        catch (IOException)
        {
            return ""; // It has ended meanwhile.
        }
    }
}
