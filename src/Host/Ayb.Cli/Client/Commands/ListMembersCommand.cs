using System.CommandLine;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class ListMembersCommand : ClientCommand
{
    private readonly OrganizationArgument _organization = new();
    private readonly FormatOption _format = new();

    public ListMembersCommand(ClientSettings settings)
        : base(
            settings,
            "list_members",
            "List who belongs to an organization, and who is invited to",
            "ayb client list_members research")
    {
        Add(_organization);
        Add(_format);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var organization = given.GetRequiredValue(_organization);
        using var server = Settings.ConnectWithToken(given);
        var answer = await server.Send(
            new Call(HttpMethod.Get, "entity", organization, "members"), Wire.Default.MemberList, cancellationToken);
        if (answer.Members.Count == 0)
        {
            output.WriteLine($"No members of {organization}");
            return;
        }

        _format.Chosen(given)(output, new Table(
            ["Member", "Role", "State"],
            [.. answer.Members.Select(member => new[] { member.EntitySlug, member.Role, member.State })]));
    }
}
