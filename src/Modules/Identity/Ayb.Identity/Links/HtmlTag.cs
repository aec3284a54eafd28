namespace Ayb.Identity;

/// <summary>A start or end tag, its name in lower case, with those attributes that links are made of.</summary>
internal readonly record struct HtmlTag(string Name, bool IsEnd, string? Rel, string? Href);
