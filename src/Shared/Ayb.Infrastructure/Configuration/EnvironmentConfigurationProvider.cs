namespace Ayb.Infrastructure.Configuration;

/// <summary><c>AYB__EMAIL__SMTP__SMTP_PASSWORD</c> gives <c>email:smtp:smtp_password</c>.</summary>
internal sealed class EnvironmentConfigurationProvider(IReadOnlyDictionary<string, string> environment, AskedSettings asked)
    : SettingsProvider(asked)
{
    public override void Load()
    {
        var problems = new List<ConfigurationProblem>();
        foreach (var variable in environment.Keys.Where(IsOurs).Order(StringComparer.Ordinal))
        {
            var path = SettingPath.FromVariable(variable);
            var proper = SettingPath.ToVariable(path);
            if (variable != proper)
            {
                problems.Add(new ConfigurationProblem(path, $"{Printable.Escape(variable)} must be spelled {Printable.Escape(proper)}."));
                continue;
            }

            TryAddOrigin(path, new EnvironmentOrigin(variable));
            Data[path] = environment[variable];
        }

        ConfigurationException.ThrowIfAny(problems);
    }

    private static bool IsOurs(string variable) => variable.StartsWith(SettingPath.VariablePrefix, StringComparison.OrdinalIgnoreCase);
}
