using Microsoft.Extensions.Configuration;

namespace Ayb.Infrastructure.Configuration;

/// <summary>The three spellings of a setting: <c>email:smtp:smtp_port</c>, <c>email.smtp.smtp_port</c>, <c>AYB__EMAIL__SMTP__SMTP_PORT</c>.</summary>
internal static class SettingPath
{
    public const string VariablePrefix = "AYB__";

    private const string VariableDelimiter = "__";

    public static string Combine(string section, string name) =>
        section.Length == 0 ? name : ConfigurationPath.Combine(section, name);

    public static string Parent(string path) => ConfigurationPath.GetParentPath(path) ?? "";

    public static string Name(string path) => ConfigurationPath.GetSectionKey(path);

    public static bool IsIndex(string name) => name.Length > 0 && name.All(char.IsAsciiDigit);

    public static bool IsWithin(string path, string section) =>
        section.Length == 0 || path.StartsWith(section + ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);

    /// <summary>As the file spells it.</summary>
    public static string Dotted(string path) =>
        Printable.Escape(path.Replace(ConfigurationPath.KeyDelimiter, ".", StringComparison.Ordinal));

    public static string ToVariable(string path) =>
        VariablePrefix + path.Replace(ConfigurationPath.KeyDelimiter, VariableDelimiter, StringComparison.Ordinal).ToUpperInvariant();

    public static string FromVariable(string variable) =>
        variable[VariablePrefix.Length..].Replace(VariableDelimiter, ConfigurationPath.KeyDelimiter, StringComparison.Ordinal).ToLowerInvariant();
}
