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

    /// <summary>One is refused before any is answered, which tells that as many of the others as may be are there.</summary>
    /// <param name="requests">To a database more than twice as many as may be: a few get past the limit at the same moment. To a version one more is enough.</param>
    public static async Task ShouldBeTooManyAsync(this IEnumerable<Task<HttpResponseMessage>> requests)
    {
        var first = await Task.WhenAny(requests).WaitAsync(QueryingHost.Deadline);
        await first.ShouldFailAsync(HttpStatusCode.TooManyRequests, "Other", "*(limits.queued_queries)*");
    }
}
