using System.CommandLine;

namespace Ayb.Cli.Client.Commands;

internal sealed class SnapshotArgument : Argument<string>
{
    public SnapshotArgument()
        : base("snapshot_id")
    {
        Description = "Which snapshot, as list_snapshots shows it";
    }
}
