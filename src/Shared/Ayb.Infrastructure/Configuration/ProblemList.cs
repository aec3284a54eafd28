using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Ayb.Infrastructure.Configuration.Toml;

namespace Ayb.Infrastructure.Configuration;

/// <summary>Words problems for the operator: where it is, what is wrong, what to do. Values of secrets are never part of it.</summary>
internal sealed class ProblemList(SettingsLookup lookup)
{
    private readonly List<ConfigurationProblem> _problems = [];

    private readonly string? _file = lookup.Ours.OfType<TomlConfigurationProvider>().FirstOrDefault()?.Path;

    public IReadOnlyList<ConfigurationProblem> All => _problems;

    public void Missing(string path)
    {
        var section = SettingPath.Parent(path);
        var place = section.Length == 0 ? "at the top of" : $"to [{SettingPath.Dotted(section)}] in";
        var remedy = _file is null ? "" : $" Add it {place} {_file}, or set {SettingPath.ToVariable(path)}.";
        Add(path, $"{Name(path)} is missing.{remedy}");
    }

    public void WrongKind(string path, string expectation, TomlKind kind, bool isSecret) =>
        AddAtOrigin(path, $"{Name(path)} must be {expectation}{ButItIs(path, kind, isSecret)}");

    public void Unacceptable(string path, ValidationAttribute broken, SettingProperty property)
    {
        var kind = property.IsList ? TomlKind.Array : SettingType.Of(property.Type)!.KindAt(lookup.Origin(path));
        AddAtOrigin(path, $"{Demand(broken, Name(path))}{ButItIs(path, kind, property.IsSecret)}");
    }

    public void Invalid(string section, string message) =>
        Add(section, $"{Place(section)}{(section.Length == 0 ? "" : $"{Name(section)}: ")}{message}");

    private void AddAtOrigin(string path, string complaint)
    {
        var remedy = lookup.Origin(path) switch
        {
            FileOrigin => $" Correct it there, or set {SettingPath.ToVariable(path)}.",
            EnvironmentOrigin => " Correct the variable.",
            _ => "",
        };
        Add(path, $"{Place(path)}{complaint}.{remedy}");
    }

    private void Add(string path, string message) => _problems.Add(new ConfigurationProblem(lookup.FullPath(path), message));

    private string Name(string path) => SettingPath.Dotted(lookup.FullPath(path));

    private string Place(string path) => lookup.Origin(path) is { } origin ? $"{origin}: " : "";

    private string ButItIs(string path, TomlKind expected, bool isSecret)
    {
        var text = isSecret ? null : lookup.Text(path);
        return lookup.Origin(path) switch
        {
            FileOrigin file when file.Kind != expected => $", but it is {Describe(file.Kind)}{(text is null ? "" : $" ({Show(file.Kind, text)})")}",
            FileOrigin file when text is not null => $", but it is {Show(file.Kind, text)}",
            _ when text is not null => $", but it is {Printable.Quote(text)}",
            _ => "",
        };
    }

    private static string Show(TomlKind kind, string text) => kind == TomlKind.String ? Printable.Quote(text) : Printable.Escape(text);

    private static string Describe(TomlKind kind) => kind switch
    {
        TomlKind.String => "a string",
        TomlKind.Integer => "a whole number",
        TomlKind.Float => "a number with a fraction",
        TomlKind.Boolean => "a boolean",
        TomlKind.LocalDate => "a date",
        TomlKind.LocalTime => "a time",
        TomlKind.OffsetDateTime or TomlKind.LocalDateTime => "a date and time",
        TomlKind.Array => "a list",
        _ => "a table",
    };

    // The framework's own sentences speak of fields; a message that the settings class wrote itself goes first.
    private static string Demand(ValidationAttribute broken, string name) => broken switch
    {
        { ErrorMessage: not null } => broken.FormatErrorMessage(name).TrimEnd('.'),
        RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"{name} must be between {range.Minimum} and {range.Maximum}"),
        MinLengthAttribute { Length: 1 } => $"{name} must not be empty",
        MinLengthAttribute length => $"{name} must have a length of at least {length.Length}",
        MaxLengthAttribute length => $"{name} must have a length of at most {length.Length}",
        UrlAttribute => $"{name} must be a URL",
        _ => broken.FormatErrorMessage(name).TrimEnd('.'),
    };
}
