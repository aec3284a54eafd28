using System.CommandLine;

namespace Ayb.Cli.Client.Commands;

internal sealed class AsOfOption : Option<string?>
{
    public AsOfOption()
        : base("--as_of")
    {
        HelpName = "SNAPSHOT|TIME";
        Description = "Ask the database as it was: the id of a snapshot, or a time such as 2026-03-01T12:00:00Z for the last one until then";
    }
}
