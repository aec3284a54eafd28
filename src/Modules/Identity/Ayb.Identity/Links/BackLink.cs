using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>The link by which a page says that an entity of this server is the person behind it.</summary>
internal sealed record BackLink(string PublicUrl, EntitySlug Entity)
{
    private const string Relation = "me";

    public bool IsAmong(IEnumerable<PageLink> links) => links.Any(link => link.Is(Relation) && LeadsHere(link.Href));

    /// <summary>Letter by letter, but for the case of the host and a slash at the end.</summary>
    private bool LeadsHere(string href)
    {
        var expected = $"{PublicUrl}/{Entity}";
        var given = href.EndsWith('/') ? href[..^1] : href;
        var (hostStart, hostEnd) = Host(expected);
        return given.Length == expected.Length
            && given.AsSpan(0, hostStart).SequenceEqual(expected.AsSpan(0, hostStart))
            && given.AsSpan(hostStart, hostEnd - hostStart).Equals(
                expected.AsSpan(hostStart, hostEnd - hostStart), StringComparison.OrdinalIgnoreCase)
            && given.AsSpan(hostEnd).SequenceEqual(expected.AsSpan(hostEnd));
    }

    private static (int Start, int End) Host(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        return (start, url.IndexOf('/', start));
    }
}
