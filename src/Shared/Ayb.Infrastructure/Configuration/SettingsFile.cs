using System.Collections;
using Ayb.Infrastructure.Configuration.Toml;
using Microsoft.Extensions.Configuration;

namespace Ayb.Infrastructure.Configuration;

/// <summary>
/// A server's settings: a TOML file, overridden by the variables <c>AYB__SECTION__SETTING</c>. Read once, at the start.
/// </summary>
public sealed class SettingsFile
{
    private readonly AskedSettings _asked;

    private SettingsFile(IConfigurationRoot configuration, AskedSettings asked)
    {
        Configuration = configuration;
        _asked = asked;
    }

    /// <summary>What modules are given. It may also be chained into another configuration with <c>AddConfiguration</c>.</summary>
    public IConfigurationRoot Configuration { get; }

    /// <summary>The dotted names of all settings that were asked for so far, sorted.</summary>
    public IReadOnlyList<string> AskedFor => [.. _asked.Settings.Select(SettingPath.Dotted).Order(StringComparer.Ordinal)];

    /// <summary>Reads the file and the environment.</summary>
    /// <param name="path">The file, as messages shall name it.</param>
    /// <param name="optional">Whether the file may be missing.</param>
    /// <param name="environment">The environment; by default that of the process.</param>
    /// <exception cref="ConfigurationException">The file is missing, unreadable or not TOML.</exception>
    public static SettingsFile Load(string path, bool optional = false, IReadOnlyDictionary<string, string>? environment = null)
    {
        var asked = new AskedSettings();
        var configuration = new ConfigurationBuilder()
            .Add(new TomlConfigurationSource(path, optional, asked))
            .Add(new EnvironmentConfigurationSource(environment ?? ProcessEnvironment(), asked))
            .Build();
        return new SettingsFile(configuration, asked);
    }

    /// <summary>
    /// Gives the configuration to every module, then checks that nothing was written that none of them knows. The problems
    /// of all modules are reported at once: a module that throws <see cref="ConfigurationException"/> does not stop the next.
    /// </summary>
    /// <exception cref="ConfigurationException">All problems. The modules that did not throw have run, so do not go on.</exception>
    public void Compose(params IEnumerable<Action<IConfiguration>> modules)
    {
        var problems = new List<ConfigurationProblem>();
        foreach (var module in modules)
        {
            try
            {
                module(Configuration);
            }
            catch (ConfigurationException exception)
            {
                problems.AddRange(exception.Problems);
            }
        }

        // A module that failed has not asked for everything it would have, so what looks unknown may be its own:
        // then only those slips are certain that explain a problem.
        var complete = problems.Count == 0;
        var unknown = Unknown().Where(setting => complete || problems.Exists(setting.MayExplain)).Select(setting => setting.Problem);
        ConfigurationException.ThrowIfAny([.. problems.Union(unknown)]);
    }

    /// <summary>Checks that everything that was written has been asked for. Call it after all modules read their settings.</summary>
    /// <exception cref="ConfigurationException">There are unknown settings.</exception>
    public void EnsureAllKnown() => ConfigurationException.ThrowIfAny([.. Unknown().Select(unknown => unknown.Problem)]);

    private IEnumerable<UnknownSetting> Unknown() => Configuration.Providers.OfType<SettingsProvider>().SelectMany(UnknownSetting.In);

    private static Dictionary<string, string> ProcessEnvironment() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(
            variable => (string)variable.Key,
            variable => (string?)variable.Value ?? "",
            StringComparer.Ordinal);
}
