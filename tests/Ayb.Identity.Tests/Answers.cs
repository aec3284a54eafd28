using System.Net;
using System.Text.Json;

namespace Ayb.Identity.Tests;

/// <summary>What an HTTP answer must be, whole.</summary>
internal static class Answers
{
    public static async Task ShouldBeAsync(this HttpResponseMessage response, HttpStatusCode status, string json)
    {
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(status, body);
        JsonElement.DeepEquals(JsonElement.Parse(body), JsonElement.Parse(json)).Should().BeTrue($"{body} should be {json}");
    }

    public static async Task ShouldFailAsync(this HttpResponseMessage response, HttpStatusCode status, string type, string message, string? unless = null)
    {
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(status, body);
        var error = JsonElement.Parse(body);
        error.GetProperty("type").GetString().Should().Be(type);
        error.GetProperty("message").GetString().Should().Match(message);
        (error.TryGetProperty("unless", out var header) ? header.GetString() : null).Should().Be(unless);
        (response.Headers.WwwAuthenticate.Count > 0).Should().Be(status == HttpStatusCode.Unauthorized);
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response)
    {
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }
}
