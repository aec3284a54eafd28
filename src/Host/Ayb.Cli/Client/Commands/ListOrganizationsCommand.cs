using System.CommandLine;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class ListOrganizationsCommand : ClientCommand
{
    private readonly FormatOption _format = new();

    public ListOrganizationsCommand(ClientSettings settings)
        : base(
            settings,
            "list_organizations",
            "List the organizations that you belong to, and those that invite you",
            "ayb client list_organizations")
    {
        Add(_format);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        using var server = Settings.ConnectWithToken(given);
        var answer = await server.Send(
            new Call(HttpMethod.Get, "organizations"), Wire.Default.OrganizationList, cancellationToken);
        if (answer.Organizations.Count == 0)
        {
            output.WriteLine("You belong to no organization");
            return;
        }

        _format.Chosen(given)(output, new Table(
            ["Organization", "Role", "State"],
            [.. answer.Organizations.Select(organization => new[] { organization.EntitySlug, organization.Role, organization.State })]));
    }
}
