using Ayb.Infrastructure.Configuration;

namespace Ayb.Host;

/// <summary>Finds the configuration: the one that was named, else <c>AYB_SERVER_CONFIG_FILE</c>, else <c>./ayb.toml</c> if it is there.</summary>
internal static class ConfigurationFile
{
    public static SettingsFile Load(string? named) => named is not null ? SettingsFile.Load(named)
        : Environment.GetEnvironmentVariable("AYB_SERVER_CONFIG_FILE") is { Length: > 0 } file ? SettingsFile.Load(file)
        : SettingsFile.Load("ayb.toml", optional: true);
}
