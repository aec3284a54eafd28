using System.Net.Http.Headers;
using System.Text;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Fixtures;

/// <summary>Requests whose answers are compared as a whole.</summary>
internal static class Calls
{
    /// <param name="server">Whom to ask.</param>
    /// <param name="caller">Whose token is sent; <c>null</c> for none.</param>
    /// <param name="request"><c>POST alice/books/query</c>, below <c>/v1</c>.</param>
    /// <param name="body">Of JSON when it begins with a brace or a bracket.</param>
    /// <param name="headers">Each as <c>name: value</c>.</param>
    /// <returns><c>200 {"fields":[],"rows":[]}</c>, or <c>204</c>.</returns>
    public static async Task<string> CallAsync(
        this ServerProcess server, Account? caller, string request, string? body = null, params string[] headers)
    {
        var (method, path) = request.Split(' ') is [var m, var p] ? (m, p) : throw new ArgumentException(request);
        using var message = new HttpRequestMessage(new HttpMethod(method), new Uri($"/v1/{path}", UriKind.Relative))
        {
            Content = body is null ? null : Content(body),
        };
        message.Headers.Authorization = caller is null ? null : new AuthenticationHeaderValue("Bearer", caller.Token);
        foreach (var header in headers)
        {
            var (name, value) = header.Split(": ") is [var n, var v] ? (n, v) : throw new ArgumentException(header);
            message.Headers.TryAddWithoutValidation(name, value).Should().BeTrue();
        }

        using var response = await server.Http.SendAsync(message);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}".TrimEnd();
    }

    private static StringContent Content(string body) =>
        new(body, Encoding.UTF8, body[0] is '{' or '[' ? "application/json" : "text/plain");
}
