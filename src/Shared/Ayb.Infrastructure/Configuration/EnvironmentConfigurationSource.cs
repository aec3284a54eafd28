using Microsoft.Extensions.Configuration;

namespace Ayb.Infrastructure.Configuration;

/// <summary>The variables <c>AYB__…</c> as a source of configuration.</summary>
internal sealed class EnvironmentConfigurationSource(IReadOnlyDictionary<string, string> environment, AskedSettings asked)
    : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new EnvironmentConfigurationProvider(environment, asked);
}
