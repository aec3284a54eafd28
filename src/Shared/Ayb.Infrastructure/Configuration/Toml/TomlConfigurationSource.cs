using Microsoft.Extensions.Configuration;

namespace Ayb.Infrastructure.Configuration.Toml;

/// <summary>A TOML file as a source of configuration.</summary>
internal sealed class TomlConfigurationSource(string path, bool optional, AskedSettings asked) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new TomlConfigurationProvider(path, optional, asked);
}
