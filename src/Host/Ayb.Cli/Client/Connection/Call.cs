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

    /// <summary>The server copies whole databases for it, and nobody knows for how long.</summary>
    public bool TakesItsTime { get; init; }
}
