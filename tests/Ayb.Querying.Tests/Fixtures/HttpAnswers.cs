using System.Net;
using System.Text.Json;

namespace Ayb.Querying.Tests.Fixtures;

internal static class HttpAnswers
{
    public static async Task ShouldFailAsync(this Task<HttpResponseMessage> pending, HttpStatusCode status, string type, string message, string? unless = null)
    {
        var response = await pending;
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(status, text);
        var error = JsonElement.Parse(text);
        error.GetProperty("type").GetString().Should().Be(type);
        error.GetProperty("message").GetString().Should().Match(message);
        (error.TryGetProperty("unless", out var header) ? header.GetString() : null).Should().Be(unless);
    }
}
