using Microsoft.Extensions.Configuration;

namespace Ayb.Infrastructure.Configuration;

/// <summary>
/// Looks into any configuration. Where a <see cref="SettingsFile"/> is behind it, also says where things were written;
/// in anybody else's configuration, and in a lone section of ours, the origins are unknown.
/// </summary>
internal sealed class SettingsLookup
{
    private readonly IConfiguration _configuration;
    private readonly IConfigurationProvider[] _strongestFirst;

    public SettingsLookup(IConfiguration configuration)
    {
        _configuration = configuration;
        _strongestFirst = configuration is IConfigurationRoot root ? [.. Providers(root).Reverse()] : [];
        Ours = [.. _strongestFirst.OfType<SettingsProvider>()];
    }

    public IReadOnlyList<SettingsProvider> Ours { get; }

    /// <summary>The path from the root, which differs from <paramref name="path"/> when only a section was handed over.</summary>
    public string FullPath(string path) =>
        _configuration is IConfigurationSection section ? SettingPath.Combine(section.Path, path) : path;

    public string? Text(string path) => _configuration[path];

    public IReadOnlyList<string> Elements(string path) => [.. _configuration.GetSection(path).GetChildren().Select(child => child.Key)];

    /// <summary>The names of the tables in a table; also those that hold nothing.</summary>
    public IReadOnlyList<string> Tables(string path) =>
    [
        .. Elements(path)
            .Concat(Ours.SelectMany(provider => provider.Origins.Keys).Where(key => SettingPath.Parent(key) == path).Select(SettingPath.Name))
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    public bool Exists(string path) =>
        path.Length == 0 || _configuration.GetSection(path).Exists() || Origin(path) is not null;

    public SettingOrigin? Origin(string path)
    {
        foreach (var provider in _strongestFirst)
        {
            if (provider is SettingsProvider ours)
            {
                if (ours.Origin(path) is { } origin)
                {
                    return origin;
                }
            }
            else if (provider.TryGet(path, out _))
            {
                return null;
            }
        }

        return null;
    }

    private static IEnumerable<IConfigurationProvider> Providers(IConfigurationRoot root) =>
        root.Providers.SelectMany(provider => provider is ChainedConfigurationProvider { Configuration: IConfigurationRoot inner }
            ? Providers(inner)
            : [provider]);
}
