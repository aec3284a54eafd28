namespace Ayb.Infrastructure.Configuration;

/// <summary>The configuration cannot be used. The message is what the operator should see: a line for each problem.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Reports problems together.</summary>
    public ConfigurationException(IReadOnlyList<ConfigurationProblem> problems)
        : base(string.Join('\n', problems.Select(problem => problem.Message))) => Problems = problems;

    /// <summary>Reports one problem that concerns no single setting.</summary>
    public ConfigurationException(string message, Exception? innerException = null)
        : base(message, innerException) => Problems = [new ConfigurationProblem("", message)];

    /// <summary>All problems, in the order in which they were found.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; }

    internal static void ThrowIfAny(IReadOnlyList<ConfigurationProblem> problems)
    {
        if (problems.Count > 0)
        {
            throw new ConfigurationException(problems);
        }
    }
}
