using System.CommandLine;
using Ayb.Cli.Client.Connection;

namespace Ayb.Cli.Client.Commands;

internal sealed class CreateOrganizationCommand : ClientCommand
{
    private readonly OrganizationArgument _organization = new();

    public CreateOrganizationCommand(ClientSettings settings)
        : base(
            settings,
            "create_organization",
            "Create an organization that you own",
            "ayb client create_organization research")
    {
        Add(_organization);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var organization = given.GetRequiredValue(_organization);
        using var server = Settings.ConnectWithToken(given);
        await server.Send(
            new Call(HttpMethod.Post, "organizations") { Headers = { ["entity"] = organization } }, cancellationToken);
        output.WriteLine($"Successfully created organization {organization}");
    }
}
