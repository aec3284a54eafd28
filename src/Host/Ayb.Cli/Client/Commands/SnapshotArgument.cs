using System.CommandLine;
using Ayb.Cli.Client.Connection;

namespace Ayb.Cli.Client.Commands;

internal sealed class SnapshotArgument : Argument<string>
{
    public SnapshotArgument()
        : base("snapshot_id")
    {
        Description = "Which snapshot, as list_snapshots shows it";
    }

    /// <summary>Where to look, for whoever has named a snapshot that is not there.</summary>
    public static Func<Refusal, string?> Remedy(DatabasePath path) => refusal =>
        refusal.IsNoSuchSnapshot ? $"ayb client list_snapshots {path} shows which there are" : null;
}
