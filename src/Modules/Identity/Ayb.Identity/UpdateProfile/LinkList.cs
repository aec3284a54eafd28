using System.Text.Json;
using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>The links of an update: a JSON array, sent as a string.</summary>
internal static class LinkList
{
    private const int MaxLinks = 10;

    private static readonly AybError NotUnderstood = AybError.Invalid(
        """The links must be a string that holds a JSON array such as [{"url":"https://example.com"}].""");

    private static readonly AybError TooMany = AybError.Invalid($"A profile may have at most {MaxLinks} links.");

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <returns>The addresses in their order, each once; none for <c>null</c>.</returns>
    public static Result<string[]> Read(string? json)
    {
        if (json is null)
        {
            return Array.Empty<string>();
        }

        if (Parse(json) is not { } entries || entries.Contains(null))
        {
            return NotUnderstood;
        }

        var urls = Array.ConvertAll(entries, entry => entry!.Url);
        if (urls.Length > MaxLinks)
        {
            return TooMany;
        }

        return Array.Find(urls, url => !LinkAddress.IsAcceptable(url)) is { } refused
            ? AybError.Invalid(LinkAddress.Requirement(refused))
            : urls.Distinct().ToArray();
    }

    private static LinkEntry?[]? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<LinkEntry?[]>(json, Strict);
        }
        catch (JsonException)
        {
            // It is the caller's, and the answer says how it should look.
            return null;
        }
    }
}
