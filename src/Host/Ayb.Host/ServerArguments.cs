using Ayb.Infrastructure.Configuration;

namespace Ayb.Host;

/// <summary>What the command line has passed on: <c>[restore --from-snapshots [--metadata ID]] [--config FILE]</c>.</summary>
/// <param name="Config">The configuration that was named.</param>
/// <param name="IsRestore">Whether the server is to be restored, and not to run.</param>
/// <param name="Metadata">The snapshot of the metadata to restore from; <c>null</c> for the newest.</param>
internal sealed record ServerArguments(string? Config, bool IsRestore, string? Metadata)
{
    private const string Usage = "Usage: ayb-host [restore --from-snapshots [--metadata ID]] [--config FILE]";

    /// <exception cref="ConfigurationException">They are others.</exception>
    public static ServerArguments Parse(string[] args) => args switch
    {
        [] => new ServerArguments(null, false, null),
        ["--config", var file] => new ServerArguments(file, false, null),
        ["restore", "--from-snapshots", .. var rest] => ParseRestore(rest),
        _ => throw new ConfigurationException(Usage),
    };

    private static ServerArguments ParseRestore(string[] args) => args switch
    {
        [] => new ServerArguments(null, true, null),
        ["--config", var file] => new ServerArguments(file, true, null),
        ["--metadata", var id] => new ServerArguments(null, true, id),
        ["--metadata", var id, "--config", var file] => new ServerArguments(file, true, id),
        _ => throw new ConfigurationException(Usage),
    };
}
