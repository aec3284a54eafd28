using System.Net.Http.Headers;
using System.Text.Json;
using Ayb.Contracts;
using Ayb.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Querying.Tests.Fixtures;

/// <summary>The module, and versions of alice's database <c>db</c> that others keep.</summary>
internal sealed class PastHost : IAsyncDisposable
{
    public const string Endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c";

    public ModuleHost Host { get; private set; } = null!;

    public Past Past { get; } = new();

    public static async Task<PastHost> StartAsync(Action<ModuleHostOptions>? configure = null)
    {
        var host = new PastHost();
        host.Host = await QueryingHost.StartAsync(configure: options =>
        {
            options.Services(services => services.AddSingleton<INotificationHandler<WhichVersion>>(host.Past));
            configure?.Invoke(options);
        });
        return host;
    }

    /// <summary>Keeps a version in which <c>t</c> holds its id, and is about as long as it should be.</summary>
    public async Task<byte[]> KeepAsync(string id, int bytes = 0)
    {
        await Host.ValueAsync($"CREATE TABLE t (x, filler); INSERT INTO t VALUES ('{id}', zeroblob({bytes})); SELECT 1", $"alice/db-{id}");
        var file = await Host.BytesAsync($"db-{id}");
        Past.Keep(id, file);
        return file;
    }

    public Task<HttpResponseMessage> QueryAsync(
        string version,
        string sql = "SELECT x FROM t",
        string? caller = "alice",
        string path = "alice/db",
        string? accept = null,
        HttpContent? body = null,
        HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead,
        CancellationToken cancellationToken = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/{path}/query?as_of={version}") { Content = body ?? new StringContent(sql) };
        request.Headers.Authorization = caller is null ? null : new AuthenticationHeaderValue("Bearer", $"token-of-{caller}");
        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        return Host.Http.SendAsync(request, completion, cancellationToken).WaitAsync(QueryingHost.Deadline, cancellationToken);
    }

    /// <summary>The first row's first value.</summary>
    public async Task<string?> ValueAsync(string version, string sql = "SELECT x FROM t", string caller = "alice")
    {
        using var response = await QueryAsync(version, sql, caller);
        var json = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.Should().BeTrue(json);
        return JsonElement.Parse(json).GetProperty("rows")[0][0].GetString();
    }

    /// <summary>The versions that have a folder.</summary>
    public string[] Folders
    {
        get
        {
            var root = Path.Combine(Host.Folder, "versions");
            return Directory.Exists(root) ? [.. Directory.GetDirectories(root).Select(folder => Path.GetFileName(folder)!).Order()] : [];
        }
    }

    public string FileOf(string id) => Path.Combine(Host.Folder, "versions", $"db@{id}", "database.sqlite");

    /// <summary>Waits until it is so; meanwhile the server is asked for something else.</summary>
    public Task UntilAsync(Func<Task<bool>> isSo) => Host.UntilAsync(isSo);

    public Task UntilAsync(Func<bool> isSo) => Host.UntilAsync(isSo);

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
