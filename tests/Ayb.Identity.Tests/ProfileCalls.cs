using System.Net.Http.Headers;
using System.Text.Json;
using Ayb.Testing;

namespace Ayb.Identity.Tests;

/// <summary>Profiles, in the words of the scenarios.</summary>
internal static class ProfileCalls
{
    public static Task<HttpResponseMessage> PatchAsync(this ModuleHost host, string entity, string? token, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, $"/v1/entity/{entity}") { Content = new StringContent(body) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return host.Http.SendAsync(request);
    }

    public static Task<HttpResponseMessage> SetLinksAsync(this ModuleHost host, string entity, string token, params string[] urls) =>
        host.PatchAsync(entity, token, JsonSerializer.Serialize(
            new { links = JsonSerializer.Serialize(urls.Select(url => new { url })) }));

    public static async Task<JsonElement> ProfileAsync(this ModuleHost host, string entity) =>
        (await (await host.CallAsync(HttpMethod.Get, $"entity/{entity}")).JsonAsync()).GetProperty("profile");
}
