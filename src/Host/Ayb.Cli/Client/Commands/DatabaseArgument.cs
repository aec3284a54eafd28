using System.CommandLine;

namespace Ayb.Cli.Client.Commands;

internal sealed class DatabaseArgument : Argument<DatabasePath>
{
    public DatabaseArgument()
        : base("database")
    {
        HelpName = "entity/database";
        Description = "The database, such as marcua/test.sqlite";
        CustomParser = DatabasePath.Read;
    }
}
