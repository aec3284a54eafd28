using System.Text;

namespace Ayb.EndToEnd.Tests.Fixtures;

/// <summary>
/// A request and the answer that refuses it. In the request <c>{alice}</c>, <c>{bob}</c> and <c>{revoked}</c> stand for
/// API tokens, and <c>{alice-short}</c> for the short form of one.
/// </summary>
public sealed record Refusal(string Method, string Path, int Status, string Type, string Message)
{
    public const string Alice = "Authorization: Bearer {alice}";

    public const string Bob = "Authorization: Bearer {bob}";

    /// <summary>As they go over the wire, <c>Name: value</c>.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    public byte[] Body { get; init; } = [];

    public Refusal With(params string[] headers) => this with { Headers = [.. Headers, .. headers] };

    public Refusal Carrying(string body) => this with { Body = Encoding.UTF8.GetBytes(body) };

    /// <summary>What a test is called by.</summary>
    public override string ToString() => $"{Method} {Shorten(Path)}{string.Concat(Headers.Select(header => $" | {Shorten(header)}"))} -> {Status}";

    private static string Shorten(string text) => text.Length > 80 ? $"{text[..60]}…" : text;
}
