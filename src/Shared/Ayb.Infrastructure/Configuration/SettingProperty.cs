using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Ayb.Infrastructure.Configuration;

/// <summary>A property of a settings class: <c>SmtpPort</c> holds the setting <c>smtp_port</c>.</summary>
internal sealed class SettingProperty(PropertyInfo property)
{
    public string Key { get; } =
        property.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

    public Type Type => property.PropertyType;

    public bool IsRequired { get; } =
        property.IsDefined(typeof(RequiredMemberAttribute)) || property.IsDefined(typeof(RequiredAttribute));

    public bool IsSecret { get; } = property.IsDefined(typeof(SecretAttribute));

    public bool IsNullable { get; } =
        new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;

    public bool IsList { get; } = property.PropertyType.IsAssignableFrom(typeof(string[])) && property.PropertyType != typeof(object);

    /// <summary>Of what class the tables are that the operator names, in a dictionary by name; null for all else.</summary>
    public Type? TableType { get; } =
        property.PropertyType is { IsConstructedGenericType: true } type && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
            ? type.GenericTypeArguments[1]
            : null;

    public bool IsTables => TableType is not null;

    public bool IsSection => !IsList && !IsTables && SettingType.Of(Type) is null;

    public SettingShape Shape => IsList ? SettingShape.List : IsSection || IsTables ? SettingShape.Section : SettingShape.Value;

    public IEnumerable<ValidationAttribute> Validations { get; } = property.GetCustomAttributes<ValidationAttribute>();

    public static IEnumerable<SettingProperty> Of(Type settings) =>
        settings.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true })
            .Select(property => new SettingProperty(property));

    public void Set(object settings, object value) => property.SetValue(settings, value);
}
