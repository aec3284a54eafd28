using System.CommandLine;

namespace Ayb.Cli.Client.Commands;

internal sealed class OrganizationArgument : Argument<string>
{
    public OrganizationArgument()
        : base("organization")
    {
        Description = "The organization, such as research";
    }
}
