using System.CommandLine;

namespace Ayb.Cli.Client.Commands;

internal sealed class DatabaseOption : Option<DatabasePath?>
{
    public DatabaseOption(string description)
        : base("--database")
    {
        HelpName = "entity/database";
        Description = description;
        CustomParser = DatabasePath.Read;
    }
}
