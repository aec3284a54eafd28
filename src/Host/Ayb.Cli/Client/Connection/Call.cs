using System.Text;

namespace Ayb.Cli.Client.Connection;

/// <summary>A request in the server's terms; the path's segments are given unencoded, without the leading v1.</summary>
internal sealed record Call(HttpMethod Method, params string[] Path)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>What stands behind the path, unencoded.</summary>
    public Dictionary<string, string> Parameters { get; init; } = [];

    public string? Body { get; init; }

    public string BodyType { get; init; } = "text/plain";

    /// <summary>A body that is not text, instead of the other.</summary>
    public HttpContent? Content { get; init; }

    /// <summary>The server runs what somebody has written, or copies whole databases: it knows how long that may take, and nobody else.</summary>
    public bool TakesItsTime { get; init; }

    /// <summary>What is said to whoever watches, until the answer begins to come; nothing when it is <c>null</c>.</summary>
    public string? Activity { get; init; }

    /// <summary>What the person may do here about a refusal, if the command knows it better than the server.</summary>
    public Func<Refusal, string?> Remedy { get; init; } = _ => null;

    public HttpRequestMessage ToRequest(string url, string? token)
    {
        var path = string.Join('/', Path.Select(Uri.EscapeDataString));
        var parameters = string.Join('&', Parameters.Select(one => $"{one.Key}={Uri.EscapeDataString(one.Value)}"));
        var request = new HttpRequestMessage(Method, $"{url}/v1/{path}{(parameters.Length == 0 ? "" : "?")}{parameters}");
        if (Content is { } content)
        {
            // Who may not, or sends too much, is told before all of it is on its way.
            request.Content = content;
            request.Headers.ExpectContinue = true;
        }
        else if (Body is { } body)
        {
            request.Content = new StringContent(body, Encoding.UTF8, BodyType);
        }

        if (token is not null)
        {
            Add(request, "authorization", $"Bearer {token}");
        }

        foreach (var (name, value) in Headers)
        {
            Add(request, name, value);
        }

        return request;
    }

    private static void Add(HttpRequestMessage request, string name, string value)
    {
        // The server would miss a header of which somebody here has never heard.
        if (value.Length == 0)
        {
            throw new CommandFailedException($"The {name} must not be empty.");
        }

        // A line break would end the header and start one of the value's own making.
        if (value.Any(char.IsControl) || !request.Headers.TryAddWithoutValidation(name, value))
        {
            throw new CommandFailedException($"The {name} must not hold control characters.");
        }
    }
}
