using System.Globalization;

namespace Ayb.Infrastructure.Configuration.Toml;

/// <summary>
/// A string, long, double, bool, <see cref="DateTimeOffset"/>, <see cref="DateTime"/>, <see cref="DateOnly"/> or
/// <see cref="TimeOnly"/>, as <see cref="TomlValue.Kind"/> says.
/// </summary>
internal sealed class TomlScalar(TomlKind kind, object value, TomlPosition position) : TomlValue(kind, position)
{
    public object Value { get; } = value;

    /// <summary>The value the way an environment variable would give it.</summary>
    public string Text => Value switch
    {
        bool flag => flag ? "true" : "false",
        DateTimeOffset or DateTime => Format("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"),
        DateOnly => Format("yyyy-MM-dd"),
        TimeOnly => Format("HH:mm:ss.FFFFFFF"),
        _ => Format(null),
    };

    private string Format(string? format) =>
        Value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : (string)Value;
}
