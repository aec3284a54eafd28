using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ayb.Testing;

namespace Ayb.Querying.Tests.Fixtures;

/// <summary>Requests as clients write them.</summary>
internal static class Requests
{
    /// <summary>SQL as text.</summary>
    public static Task<HttpResponseMessage> TextAsync(
        this ModuleHost host,
        string sql,
        string? session = null,
        string? accept = null,
        string caller = "alice",
        string path = "alice/db",
        HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead) =>
        host.SendAsync(Post(path, "query", caller, new ByteArrayContent(Encoding.UTF8.GetBytes(sql)), session, accept), completion);

    /// <summary>A JSON request.</summary>
    public static Task<HttpResponseMessage> JsonAsync(
        this ModuleHost host,
        string json,
        string? session = null,
        string? accept = null,
        string caller = "alice",
        string path = "alice/db",
        HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead) =>
        host.SendAsync(Post(path, "query", caller, Json(json), session, accept), completion);

    /// <summary>The answer to a JSON request that succeeds.</summary>
    public static async Task<JsonElement> ResultsAsync(this ModuleHost host, string json, string? session = null, string caller = "alice")
    {
        var response = await host.JsonAsync(json, session, caller: caller);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(HttpStatusCode.OK, text);
        response.Content.Headers.ContentType!.ToString().Should().Be("application/json");
        return JsonElement.Parse(text).GetProperty("results");
    }

    /// <summary>The rows of the only result, as they are written.</summary>
    public static async Task<string> RowsAsync(this ModuleHost host, string json, string? session = null)
    {
        var results = await host.ResultsAsync(json, session);
        return results.EnumerateArray().Should().ContainSingle().Which.GetProperty("rows").GetRawText();
    }

    public static async Task<string> ReadAsync(this Task<HttpResponseMessage> pending)
    {
        var response = await pending;
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(HttpStatusCode.OK, text);
        return text;
    }

    public static Task<HttpResponseMessage> OpenAsync(
        this ModuleHost host, string? body = null, string? caller = "alice", string path = "alice/db", CancellationToken cancellationToken = default) =>
        host.SendAsync(Post(path, "sessions", caller, body is null ? null : Json(body)), cancellationToken: cancellationToken);

    /// <summary>The name of a session that is open.</summary>
    public static async Task<string> SessionAsync(
        this ModuleHost host, string mode = "write", string caller = "alice", string path = "alice/db")
    {
        var response = await host.OpenAsync($$"""{"mode":"{{mode}}"}""", caller, path);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(HttpStatusCode.Created, text);
        return JsonElement.Parse(text).GetProperty("session").GetString()!;
    }

    /// <param name="host">The module.</param>
    /// <param name="session">Its name.</param>
    /// <param name="how">"commit", "rollback" or "delete".</param>
    /// <param name="caller">Whose token is sent.</param>
    /// <param name="path">The database's name.</param>
    public static Task<HttpResponseMessage> EndAsync(
        this ModuleHost host, string session, string how, string? caller = "alice", string path = "alice/db")
    {
        var request = Post(path, how == "delete" ? $"sessions/{session}" : $"sessions/{session}/{how}", caller, null);
        request.Method = how == "delete" ? HttpMethod.Delete : HttpMethod.Post;
        return host.SendAsync(request);
    }

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private static HttpRequestMessage Post(
        string path, string what, string? caller, HttpContent? body, string? session = null, string? accept = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/{path}/{what}") { Content = body };
        request.Headers.Authorization = caller is null ? null : new AuthenticationHeaderValue("Bearer", $"token-of-{caller}");
        Add("session", session);
        Add("accept", accept);
        return request;

        void Add(string header, string? value)
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(header, value);
            }
        }
    }

    private static Task<HttpResponseMessage> SendAsync(
        this ModuleHost host,
        HttpRequestMessage request,
        HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead,
        CancellationToken cancellationToken = default) =>
        host.Http.SendAsync(request, completion, cancellationToken).WaitAsync(QueryingHost.Deadline, cancellationToken);
}
