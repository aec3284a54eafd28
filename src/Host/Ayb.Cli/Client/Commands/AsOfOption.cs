using System.CommandLine;

namespace Ayb.Cli.Client.Commands;

internal sealed class AsOfOption : Option<string?>
{
    public AsOfOption()
        : base("--as_of")
    {
        HelpName = "SNAPSHOT|TIME";
        Description = $"Ask the database as it was: {WrittenVersion.Meaning}";
    }
}
