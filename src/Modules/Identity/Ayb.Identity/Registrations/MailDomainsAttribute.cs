using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ayb.Identity;

/// <summary>The list holds domains as they stand after the @ of an address.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MailDomainsAttribute : ValidationAttribute
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    public override bool IsValid(object? value) =>
        value is null || (value is IEnumerable<string> domains && domains.All(domain => TryToAscii(domain, out _)));

    public override string FormatErrorMessage(string name) => $"{name} must hold domains such as \"example.org\"";

    /// <summary>The form that mail addresses have here: <c>bücher.example</c> is <c>xn--bcher-kva.example</c> in them.</summary>
    internal static bool TryToAscii(string domain, [NotNullWhen(true)] out string? ascii)
    {
        try
        {
            ascii = Idn.GetAscii(domain);
        }
        catch (ArgumentException)
        {
            // It holds what no domain can, or too much of it.
            ascii = null;
        }

        return ascii is not null && EmailAddress.IsValid($"somebody@{ascii}");
    }
}
