using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Ayb.Identity;

/// <summary>
/// Where an app gets its code: https on any host, or http on the user's own machine. Only what nobody can read in two ways
/// is taken, in lower case and in ASCII, so that the host that the user is shown is the one that the browser goes to.
/// </summary>
internal sealed partial class RedirectUri
{
    public const int MaxLength = 2000;

    private static readonly IdnMapping Names = new() { UseStd3AsciiRules = true };

    private RedirectUri(string text, string origin, string host) => (Text, Origin, Host) = (text, origin, host);

    /// <summary>As the app wrote it, byte for byte.</summary>
    public string Text { get; }

    /// <summary><c>https://app.example.com:8443</c></summary>
    public string Origin { get; }

    /// <summary>The host, with the port if it was given.</summary>
    public string Host { get; }

    /// <summary>Whether the host alone does not say where it leads: on some, each path or query is somebody else's.</summary>
    public bool HasMoreThanHost => Text.Length > Origin.Length + (Text[^1] == '/' ? 1 : 0);

    public static bool TryParse(string? text, [NotNullWhen(true)] out RedirectUri? uri)
    {
        uri = text?.Length <= MaxLength && Syntax.Match(text) is { Success: true } match && IsHost(match) && IsReadTheSame(text, match)
            ? new RedirectUri(text, match.Groups["origin"].Value, match.Groups["authority"].Value)
            : null;
        return uri is not null;
    }

    /// <summary>The address with more parameters in its query; those that are <c>null</c> are left out.</summary>
    public string With(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var result = new StringBuilder(Text);
        var hasQuery = Text.Contains('?', StringComparison.Ordinal);
        var separator = !hasQuery ? "?" : Text[^1] is '?' or '&' ? "" : "&";
        foreach (var (name, value) in parameters)
        {
            if (value is not null)
            {
                result.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
                separator = "&";
            }
        }

        return result.ToString();
    }

    public override string ToString() => Text;

    private static bool IsHost(Match match)
    {
        var host = match.Groups["host"].Value;
        return match.Groups["scheme"].Value == "http"
            ? host is "localhost" or "127.0.0.1"
            : IsAddress(host) || (IsName(host) && !LooksLikeAddress(host));
    }

    private static bool IsAddress(string host) =>
        IPAddress.TryParse(host, out var address) && address.ToString() == host;

    // Browsers read a host whose last label is a number as an address, in whatever notation: 0x7f.1 is 127.0.0.1.
    private static bool LooksLikeAddress(string host) => NumberAtEnd.IsMatch(host);

    private static bool IsName(string host)
    {
        try
        {
            return Names.GetAscii(Names.GetUnicode(host)) == host;
        }
        catch (ArgumentException)
        {
            // A label that is empty, too long, or not the notation of any name.
            return false;
        }
    }

    private static bool IsReadTheSame(string text, Match match) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme == match.Groups["scheme"].Value
        && uri.Host == match.Groups["host"].Value
        && (match.Groups["port"] is { Success: true } port ? uri.Port.ToString() == port.Value : uri.IsDefaultPort)
        && uri.UserInfo.Length == 0
        && uri.Fragment.Length == 0;

    // The characters of RFC 3986 without a fragment, and no escaped control character.
    [GeneratedRegex(
        @"\A(?<origin>(?<scheme>https?)://(?<authority>(?<host>[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?)(:(?<port>[1-9][0-9]{0,4}))?))"
        + @"([/?]([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%(?![01]|7[Ff])[0-9A-Fa-f]{2})*)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Syntax { get; }

    [GeneratedRegex(@"(\A|\.)([0-9]+|0x[0-9a-f]*)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex NumberAtEnd { get; }
}
