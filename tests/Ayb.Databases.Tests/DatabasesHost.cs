using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Databases.Tests;

/// <summary>The module alone: the test answers who exists and what they may do.</summary>
internal static class DatabasesHost
{
    public static Task<ModuleHost> StartAsync(
        MetadataEngine engine, Func<MayAccess, DatabaseAccess>? access = null, Action<ModuleHostOptions>? configure = null) =>
        ModuleHost.StartAsync(engine, (services, configuration) => services.AddDatabases(configuration), options =>
        {
            options.KnowCallers([.. Callers.All.Select(entity => entity.AsCaller())]);
            options.Answer<WhichEntity>(question =>
            {
                if (Callers.All.FirstOrDefault(entity => entity.Slug == question.Slug) is { } known)
                {
                    question.Answer(known);
                }
            });
            if (access is not null)
            {
                options.Answer<MayAccess>(question => question.Answer(access(question)));
            }

            configure?.Invoke(options);
        });

    public static Task<HttpResponseMessage> CreateAsync(
        this ModuleHost host, string path, string? caller = "alice", string? type = "sqlite", string? publicLevel = null)
    {
        var request = Request(HttpMethod.Post, $"/v1/{path}/create", caller);
        AddIfGiven("db-type", type);
        AddIfGiven("public-sharing-level", publicLevel);
        return host.Http.SendAsync(request);

        void AddIfGiven(string name, string? value)
        {
            if (value is not null)
            {
                request.Headers.Add(name, value);
            }
        }
    }

    public static Task<HttpResponseMessage> DetailsAsync(this ModuleHost host, string path, string? caller = null) =>
        host.Http.SendAsync(Request(HttpMethod.Get, $"/v1/{path}/details", caller));

    /// <summary>Sends a request below <c>/v1</c>; what comes back is compared as a whole.</summary>
    /// <returns><c>200 {}</c>.</returns>
    public static async Task<string> CallAsync(
        this ModuleHost host, string? caller, string call, params (string Name, string Value)[] headers)
    {
        var (method, path) = call.Split(' ') is [var m, var p] ? (m, p) : throw new ArgumentException(call);
        var request = Request(new HttpMethod(method), $"/v1/{path}", caller);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await host.Http.SendAsync(request);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
    }

    public static Task<string> DeleteAsync(this ModuleHost host, string path, string? caller = "alice") =>
        host.CallAsync(caller, $"DELETE {path}", ("database-name", path));

    /// <returns>The database as it is now.</returns>
    public static async Task<HostedDatabase> CreatedAsync(this ModuleHost host, string path, string caller = "alice")
    {
        (await host.CreateAsync(path, caller)).Should().BeSuccessful();
        host.Facts.Clear();
        return (await host.FindAsync(path))!;
    }

    public static Task<HostedDatabase?> FindAsync(this ModuleHost host, string path) =>
        host.FindAsync(path.Split('/')[0], path.Split('/')[1]);

    public static async Task<HostedDatabase?> FindAsync(this ModuleHost host, string owner, string slug) =>
        await host.AskAsync(new WhichDatabase(EntitySlug.Parse(owner).Value, DatabaseSlug.Parse(slug).Value));

    public static async Task<(string? Type, string? Message)> ErrorAsync(this HttpResponseMessage response)
    {
        var error = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (error.GetProperty("type").GetString(), error.GetProperty("message").GetString());
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string? caller)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = caller is null ? null : new AuthenticationHeaderValue("Bearer", $"token-of-{caller}");
        return request;
    }
}
