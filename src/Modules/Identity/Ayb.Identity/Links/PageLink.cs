namespace Ayb.Identity;

/// <summary>An <c>a</c> element with what its attributes say, character references resolved; empty where they say nothing.</summary>
internal sealed record PageLink(string Rel, string Href)
{
    private static readonly char[] Separators = [' ', '\t', '\n', '\f', '\r'];

    /// <summary>Whether <c>rel</c>, a list of words, has this one.</summary>
    public bool Is(string relation) =>
        Rel.Split(Separators).Contains(relation, StringComparer.OrdinalIgnoreCase);
}
