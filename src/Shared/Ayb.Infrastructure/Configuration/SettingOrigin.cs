using Ayb.Infrastructure.Configuration.Toml;

namespace Ayb.Infrastructure.Configuration;

/// <summary>Where the value of a setting was written.</summary>
internal abstract record SettingOrigin;

internal sealed record FileOrigin(string File, int Line, int Column, TomlKind Kind) : SettingOrigin
{
    public override string ToString() => $"{File}:{Line}";
}

internal sealed record EnvironmentOrigin(string Variable) : SettingOrigin
{
    public override string ToString() => Variable;
}
