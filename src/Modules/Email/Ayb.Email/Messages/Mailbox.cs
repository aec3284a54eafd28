using System.Text.RegularExpressions;

namespace Ayb.Email.Messages;

/// <summary>Somebody in a header: an address and, unless it is empty, a name.</summary>
internal sealed partial record Mailbox(string Name, EmailAddress Address)
{
    /// <summary>Reads <c>address</c>, <c>Name &lt;address&gt;</c> or <c>"Name, quoted" &lt;address&gt;</c>.</summary>
    public static Mailbox? Parse(string text)
    {
        if (text.Any(char.IsControl))
        {
            return null;
        }

        var match = NameAndAddress().Match(text);
        if (!match.Success)
        {
            return EmailAddress.Parse(text.Trim()) is { } alone ? new Mailbox("", alone) : null;
        }

        return EmailAddress.Parse(match.Groups["address"].Value) is { } address
            ? new Mailbox(Unquote(match.Groups["name"].Value), address)
            : null;
    }

    private static string Unquote(string name) =>
        name.Length >= 2 && name[0] == '"' && name[^1] == '"' ? Escaped().Replace(name[1..^1], "$1") : name;

    [GeneratedRegex(@"\A\s*(?<name>[^<>]*?)\s*<(?<address>[^<>]+)>\s*\z")]
    private static partial Regex NameAndAddress();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escaped();
}
