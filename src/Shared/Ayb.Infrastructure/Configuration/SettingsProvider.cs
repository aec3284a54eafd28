using Microsoft.Extensions.Configuration;

namespace Ayb.Infrastructure.Configuration;

/// <summary>A provider that knows where each value was written, and remembers which settings were asked for.</summary>
internal abstract class SettingsProvider(AskedSettings asked) : ConfigurationProvider
{
    private readonly Dictionary<string, SettingOrigin> _origins = new(StringComparer.OrdinalIgnoreCase);

    public AskedSettings Asked { get; } = asked;

    /// <summary>Every table, array and value that was written, by its path.</summary>
    public IReadOnlyDictionary<string, SettingOrigin> Origins => _origins;

    public SettingOrigin? Origin(string key) => _origins.GetValueOrDefault(key);

    protected bool TryAddOrigin(string key, SettingOrigin origin) => _origins.TryAdd(key, origin);
}
