using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization;
using Ayb.Infrastructure.Configuration.Toml;

namespace Ayb.Infrastructure.Configuration;

/// <summary>A type that a single value can have: what it must be, its kind in TOML, and how to read its text (null: it is not that).</summary>
internal sealed record SettingType(string Expectation, TomlKind Kind, Func<string, object?> Read)
{
    private static readonly SettingType Text = new("a string", TomlKind.String, text => text);

    private static readonly SettingType Boolean = new("true or false", TomlKind.Boolean, text => text switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    });

    private static readonly SettingType Integer = new(
        "a whole number",
        TomlKind.Integer,
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null)
    {
        Bounds = $"a whole number between {int.MinValue} and {int.MaxValue}",
    };

    private static readonly SettingType LongInteger = new(
        "a whole number",
        TomlKind.Integer,
        text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null);

    private static readonly SettingType Duration = new(
        "a duration like \"30m\" or \"1h30m\"",
        TomlKind.String,
        text => GoDuration.TryParse(text, out var duration) ? duration : null);

    private static readonly SettingType Size = new(
        "a size like \"64KiB\", \"256MiB\" or \"10GiB\", or a number of bytes",
        TomlKind.String,
        text => ByteSize.TryParse(text, out var size) ? size : null)
    {
        OtherKind = TomlKind.Integer,
    };

    private static readonly SettingType Frequency = new(
        "a rate like \"10/1h\", or \"off\"",
        TomlKind.String,
        text => Rate.TryParse(text, out var rate) ? rate : null);

    /// <summary>What a value of the right kind must be in order to be read.</summary>
    public string Bounds { get; init; } = Expectation;

    /// <summary>A second kind that it may have in TOML.</summary>
    public TomlKind? OtherKind { get; init; }

    /// <returns>Null for a type that is no single value.</returns>
    public static SettingType? Of(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var plain when plain == typeof(string) => Text,
        var plain when plain == typeof(bool) => Boolean,
        var plain when plain == typeof(int) => Integer,
        var plain when plain == typeof(long) => LongInteger,
        var plain when plain == typeof(TimeSpan) => Duration,
        var plain when plain == typeof(ByteSize) => Size,
        var plain when plain == typeof(Rate) => Frequency,
        { IsEnum: true } plain => OfEnum(plain),
        _ => null,
    };

    /// <summary>The kind that it should have where it was written.</summary>
    public TomlKind KindAt(SettingOrigin? origin) => origin is FileOrigin file && file.Kind == OtherKind ? file.Kind : Kind;

    private static SettingType OfEnum(Type type)
    {
        var members = type.GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(
            field => field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name,
            field => field.GetValue(null),
            StringComparer.Ordinal);
        var names = string.Join(" or ", members.Keys.Select(Printable.Quote));
        return new SettingType(names, TomlKind.String, members.GetValueOrDefault);
    }
}
