using Ayb.Infrastructure.Configuration;

namespace Ayb.Host;

/// <summary>Finds the configuration: <c>--config FILE</c>, else <c>AYB_SERVER_CONFIG_FILE</c>, else <c>./ayb.toml</c> if it is there.</summary>
internal static class ConfigurationFile
{
    public static SettingsFile Load(string[] args) => args switch
    {
        ["--config", var file] => SettingsFile.Load(file),
        [] when Environment.GetEnvironmentVariable("AYB_SERVER_CONFIG_FILE") is { Length: > 0 } file => SettingsFile.Load(file),
        [] => SettingsFile.Load("ayb.toml", optional: true),
        _ => throw new ConfigurationException("Usage: ayb-host [--config FILE]"),
    };
}
