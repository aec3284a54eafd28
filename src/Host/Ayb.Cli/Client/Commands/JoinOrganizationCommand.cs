using System.CommandLine;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class JoinOrganizationCommand : ClientCommand
{
    private readonly OrganizationArgument _organization = new();

    public JoinOrganizationCommand(ClientSettings settings)
        : base(
            settings,
            "join_organization",
            "Accept the invitation of an organization",
            "ayb client join_organization research")
    {
        Add(_organization);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var organization = given.GetRequiredValue(_organization);
        using var server = Settings.ConnectWithToken(given);
        var joined = await server.Send(
            new Call(HttpMethod.Put, "organizations", organization), Wire.Default.JoinedOrganization, cancellationToken);
        output.WriteLine(TerminalText.Escape($"You belong to {organization} now, as {joined.Role}"));
    }
}
