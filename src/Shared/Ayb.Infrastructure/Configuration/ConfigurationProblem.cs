namespace Ayb.Infrastructure.Configuration;

/// <summary>One thing that is wrong with the configuration.</summary>
/// <param name="Setting">The path of the setting, like <c>email:smtp:smtp_port</c>; empty when it concerns the whole file.</param>
/// <param name="Message">One line for the operator. It never contains a secret.</param>
public sealed record ConfigurationProblem(string Setting, string Message);
