using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Fixtures;

/// <summary>Somebody who has registered at a server, with an API token.</summary>
internal sealed partial record Account(ServerProcess Server, string Entity, string Token)
{
    /// <summary>Registers, reads the mail, and confirms.</summary>
    public static async Task<Account> RegisterAsync(ServerProcess server, string entity)
    {
        using var register = Request(HttpMethod.Post, "register");
        register.Headers.Add("entity", entity);
        register.Headers.Add("email-address", $"{entity}@example.com");
        register.Headers.Add("entity-type", "user");
        await AnswerAsync(server, register, HttpStatusCode.OK);

        return await ConfirmAsync(server, MailedToken(server, entity));
    }

    /// <summary>Shows a mailed token, for another API token.</summary>
    public static async Task<Account> ConfirmAsync(ServerProcess server, string mailedToken)
    {
        using var confirm = Request(HttpMethod.Post, "confirm");
        confirm.Headers.Add("authentication-token", mailedToken);
        var confirmed = await AnswerAsync(server, confirm, HttpStatusCode.OK);
        return new Account(server, confirmed.GetProperty("entity").GetString()!, confirmed.GetProperty("token").GetString()!);
    }

    /// <summary>The token in the last mail to an entity, which comes in a moment if the server could not wait for it.</summary>
    public static string MailedToken(ServerProcess server, string entity)
    {
        string? mail = null;
        SpinWait.SpinUntil(() => (mail = MailTo(server, entity)) is not null, TimeSpan.FromMinutes(1)).Should().BeTrue("{0} has mail", entity);
        return Confirmation.Match(mail!).Groups[1].Value;
    }

    private static string? MailTo(ServerProcess server, string entity) => File.Exists(server.MailFile)
        ? File.ReadLines(server.MailFile).LastOrDefault(mail => mail.Contains($"\"{entity}@example.com\""))
        : null;

    public async Task CreateAsync(string database, string publicLevel = "no-access")
    {
        using var request = Request(HttpMethod.Post, $"{Entity}/{database}/create");
        request.Headers.Add("db-type", "sqlite");
        request.Headers.Add("public-sharing-level", publicLevel);
        await SendAsync(request, HttpStatusCode.Created);
    }

    /// <summary>The slugs of this account's databases.</summary>
    public async Task<string[]> DatabasesAsync()
    {
        using var request = Request(HttpMethod.Get, $"entity/{Entity}");
        var entity = await SendAsync(request, HttpStatusCode.OK);
        return [.. entity.GetProperty("databases").EnumerateArray().Select(database => database.GetProperty("slug").GetString()!)];
    }

    /// <summary>With whom a database of this account is shared.</summary>
    public async Task<string[]> PermissionsAsync(string database)
    {
        using var request = Request(HttpMethod.Get, $"{Entity}/{database}/permissions");
        var list = await SendAsync(request, HttpStatusCode.OK);
        return [.. list.GetProperty("permissions").EnumerateArray().Select(grant => grant.GetProperty("entity_slug").GetString()!)];
    }

    /// <summary>What a database of this account grants to everybody.</summary>
    public async Task<string> PublicLevelAsync(string database)
    {
        using var request = Request(HttpMethod.Get, $"{Entity}/{database}/details");
        var details = await SendAsync(request, HttpStatusCode.OK);
        return details.GetProperty("public_sharing_level").GetString()!;
    }

    /// <summary>The short forms of this account's active tokens.</summary>
    public async Task<string[]> TokensAsync()
    {
        using var request = Request(HttpMethod.Get, "tokens");
        var tokens = await SendAsync(request, HttpStatusCode.OK);
        return [.. tokens.GetProperty("tokens").EnumerateArray().Select(token => token.GetProperty("short_token").GetString()!)];
    }

    /// <summary>The server learns of a worker's end a moment after it; a query of that moment is told so.</summary>
    public async Task UntilServedAsync(string database)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!deadline.IsCancellationRequested)
        {
            using var response = await TryQueryAsync(database, "SELECT 1");
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                return;
            }
        }
    }

    public async Task RevokeAsync()
    {
        using var request = Request(HttpMethod.Delete, $"tokens/{Token.Split('_')[1]}");
        await SendAsync(request, HttpStatusCode.OK);
    }

    /// <summary>The rows of an answer.</summary>
    public async Task<string?[][]> QueryAsync(string database, string sql)
    {
        using var response = await TryQueryAsync(database, sql);
        var answer = await ReadAsync(response, HttpStatusCode.OK);
        return answer.GetProperty("rows").Deserialize<string?[][]>()!;
    }

    public Task<HttpResponseMessage> TryQueryAsync(string database, string sql, CancellationToken cancellationToken = default) =>
        TryQueryAsync(database, new StringContent(sql), cancellationToken);

    public Task<HttpResponseMessage> TryJsonAsync(string database, string json) =>
        TryQueryAsync(database, new StringContent(json, Encoding.UTF8, "application/json"), CancellationToken.None);

    private Task<HttpResponseMessage> TryQueryAsync(string database, HttpContent body, CancellationToken cancellationToken) =>
        Server.Http.SendAsync(
            Authorized(new HttpRequestMessage(HttpMethod.Post, new Uri($"/v1/{Entity}/{database}/query", UriKind.Relative)) { Content = body }), cancellationToken);

    private async Task<JsonElement> SendAsync(HttpRequestMessage request, HttpStatusCode expected) =>
        await AnswerAsync(Server, Authorized(request), expected);

    private HttpRequestMessage Authorized(HttpRequestMessage request)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return request;
    }

    private static HttpRequestMessage Request(HttpMethod method, string path) => new(method, new Uri($"/v1/{path}", UriKind.Relative));

    private static async Task<JsonElement> AnswerAsync(ServerProcess server, HttpRequestMessage request, HttpStatusCode expected)
    {
        using var response = await server.Http.SendAsync(request);
        return await ReadAsync(response, expected);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(expected, body);
        return JsonElement.Parse(body);
    }

    [GeneratedRegex("confirm (gAAAA[^\"]*)")]
    private static partial Regex Confirmation { get; }
}
