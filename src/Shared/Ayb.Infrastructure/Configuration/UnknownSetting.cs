namespace Ayb.Infrastructure.Configuration;

/// <summary>Something that was written and that nobody asked for. Its value is not shown: a misspelled secret is still a secret.</summary>
/// <param name="Path">What was written.</param>
/// <param name="Origin">Where.</param>
/// <param name="Meant">The setting that was probably meant.</param>
internal sealed record UnknownSetting(string Path, SettingOrigin Origin, string? Meant)
{
    public ConfigurationProblem Problem => new(Path, $"{Origin}: {SettingPath.Dotted(Path)} is not a known setting. {Remedy}");

    private string Remedy => (Meant, Origin) switch
    {
        (null, EnvironmentOrigin) => "Unset the variable.",
        (null, _) => "Remove it.",
        (_, EnvironmentOrigin) => $"Did you mean {SettingPath.ToVariable(Meant)}?",
        _ => $"Did you mean {SettingPath.Dotted(Meant)} ({SettingPath.ToVariable(Meant)})?",
    };

    /// <summary>The unknown settings of one provider, outermost only: an unknown section is one mistake.</summary>
    public static IEnumerable<UnknownSetting> In(SettingsProvider provider)
    {
        var unknown = provider.Origins.Where(entry => !provider.Asked.Contains(entry.Key)).ToList();
        return unknown
            .Where(entry => !unknown.Exists(outer => SettingPath.IsWithin(entry.Key, outer.Key)))
            .OrderBy(entry => entry.Value is FileOrigin file ? (file.Line, file.Column) : default)
            .ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => new UnknownSetting(entry.Key, entry.Value, provider.Asked.Nearest(entry.Key)));
    }

    /// <summary>Whether a slip in this name may be why a setting was not found.</summary>
    public bool MayExplain(ConfigurationProblem problem) =>
        Meant is not null && (problem.Setting == Meant || SettingPath.IsWithin(problem.Setting, Meant));
}
