using System.CommandLine;

namespace Ayb.Cli.Client.Commands;

internal sealed class DatabaseArgument : Argument<DatabasePath>
{
    public DatabaseArgument()
        : base("database")
    {
        HelpName = "entity/database";
        Description = "The database, such as marcua/test.sqlite";
        CustomParser = result =>
        {
            var path = DatabasePath.Parse(result.Tokens[0].Value);
            if (path is null)
            {
                result.AddError("Argument must be formatted as 'entity/database'");
            }

            return path;
        };
    }
}
