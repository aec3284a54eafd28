using System.Collections;
using System.ComponentModel.DataAnnotations;
using Ayb.Infrastructure.Configuration.Toml;

namespace Ayb.Infrastructure.Configuration;

/// <summary>Fills settings objects strictly, and collects everything that is wrong on the way.</summary>
internal sealed class SettingsReader(SettingsLookup lookup)
{
    private readonly ProblemList _problems = new(lookup);

    public IReadOnlyList<ConfigurationProblem> Problems => _problems.All;

    /// <summary>Remembers every setting of the type, also of sections that are absent.</summary>
    public void Ask(Type type, string section)
    {
        var asked = lookup.Ours.Select(provider => provider.Asked).Distinct().ToList();
        asked.ForEach(settings => settings.Remember(section, SettingShape.Section));
        foreach (var property in SettingProperty.Of(type))
        {
            var path = SettingPath.Combine(section, property.Key);
            asked.ForEach(settings => settings.Remember(path, property.Shape));
            if (property.IsSection)
            {
                Ask(property.Type, path);
            }
            else if (property.IsTables)
            {
                lookup.Tables(path).ToList().ForEach(name => Ask(property.TableType!, SettingPath.Combine(path, name)));
            }
        }
    }

    public object Read(Type type, string section)
    {
        var settings = Activator.CreateInstance(type, nonPublic: true)!;
        if (!IsTable(section))
        {
            return settings;
        }

        var problemsBefore = _problems.All.Count;
        foreach (var property in SettingProperty.Of(type))
        {
            if (ReadProperty(property, SettingPath.Combine(section, property.Key)) is { } value)
            {
                property.Set(settings, value);
            }
        }

        if (_problems.All.Count == problemsBefore && settings is IValidatableObject validatable)
        {
            foreach (var result in validatable.Validate(new ValidationContext(settings)))
            {
                _problems.Invalid(section, result.ErrorMessage ?? "is not valid");
            }
        }

        return settings;
    }

    private bool IsTable(string path)
    {
        if (lookup.Origin(path) is not (EnvironmentOrigin or FileOrigin { Kind: not TomlKind.Table }))
        {
            return true;
        }

        _problems.WrongKind(path, "a table", TomlKind.Table, isSecret: true);
        return false;
    }

    private object? ReadProperty(SettingProperty property, string path)
    {
        var exists = lookup.Exists(path);
        if (property.IsSection)
        {
            return exists || !property.IsNullable ? Read(property.Type, path) : null;
        }

        if (property.IsTables)
        {
            return exists && IsTable(path) ? ReadTables(property, path) : null;
        }

        if (!exists)
        {
            if (property.IsRequired)
            {
                _problems.Missing(path);
            }

            return null;
        }

        var value = property.IsList ? ReadList(property, path) : ReadValue(SettingType.Of(property.Type)!, path, property.IsSecret);
        return value is not null && IsValid(property, path, value) ? value : null;
    }

    private object? ReadValue(SettingType type, string path, bool isSecret)
    {
        var kind = type.KindAt(lookup.Origin(path));
        if (lookup.Origin(path) is FileOrigin file && file.Kind != kind)
        {
            _problems.WrongKind(path, type.Expectation, kind, isSecret);
            return null;
        }

        if (lookup.Text(path) is not { } text)
        {
            _problems.WrongKind(path, type.Expectation, kind, isSecret: true);
            return null;
        }

        if (type.Read(text) is not { } value)
        {
            _problems.WrongKind(path, lookup.Origin(path) is FileOrigin ? type.Bounds : type.Expectation, kind, isSecret);
            return null;
        }

        return value;
    }

    private IDictionary ReadTables(SettingProperty property, string path)
    {
        var tables = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), property.TableType!))!;
        foreach (var name in lookup.Tables(path))
        {
            tables[name] = Read(property.TableType!, SettingPath.Combine(path, name));
        }

        return tables;
    }

    /// <summary>A list is an array in the file. One variable gives it whole, with commas; one variable each replaces elements.</summary>
    private string[]? ReadList(SettingProperty property, string path)
    {
        if (lookup.Origin(path) is FileOrigin { Kind: not TomlKind.Array })
        {
            _problems.WrongKind(path, "a list of strings", TomlKind.Array, property.IsSecret);
            return null;
        }

        if (lookup.Text(path) is { } text)
        {
            return text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        }

        var elementType = SettingType.Of(typeof(string))!;
        return [.. lookup.Elements(path)
            .Select(element => ReadValue(elementType, SettingPath.Combine(path, element), property.IsSecret))
            .OfType<string>()];
    }

    private bool IsValid(SettingProperty property, string path, object value)
    {
        var broken = property.Validations.FirstOrDefault(validation => !validation.IsValid(value));
        if (broken is not null)
        {
            _problems.Unacceptable(path, broken, property);
        }

        return broken is null;
    }
}
