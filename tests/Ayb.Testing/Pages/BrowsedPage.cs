using System.Net;
using System.Text.RegularExpressions;

namespace Ayb.Testing;

/// <summary>What a browser got for an address.</summary>
public sealed partial record BrowsedPage(
    string Path, HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Html)
{
    public string? Location => Headers.GetValueOrDefault("Location");

    /// <summary>The hidden fields of the form in the page's main part.</summary>
    public IReadOnlyDictionary<string, string> Fields => HiddenField.Matches(Main)
        .ToDictionary(match => match.Groups["name"].Value, match => WebUtility.HtmlDecode(match.Groups["value"].Value));

    /// <summary>Where that form goes: by default to the page's own address.</summary>
    public string FormAction => Action.Match(Main) is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : Path;

    private string Main => Html[Math.Max(0, Html.IndexOf("<main>", StringComparison.Ordinal))..];

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]*)"( value(="(?<value>[^"]*)")?)?""", RegexOptions.ExplicitCapture)]
    private static partial Regex HiddenField { get; }

    [GeneratedRegex("""<form[^>]* action="([^"]*)""")]
    private static partial Regex Action { get; }
}
