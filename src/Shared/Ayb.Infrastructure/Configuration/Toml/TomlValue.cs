namespace Ayb.Infrastructure.Configuration.Toml;

/// <summary>A value and the place where it was written.</summary>
internal abstract class TomlValue(TomlKind kind, TomlPosition position)
{
    public TomlKind Kind { get; } = kind;

    public TomlPosition Position { get; } = position;
}
