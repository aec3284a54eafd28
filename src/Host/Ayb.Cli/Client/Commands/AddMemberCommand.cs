using System.CommandLine;
using Ayb.Cli.Client.Connection;

namespace Ayb.Cli.Client.Commands;

internal sealed class AddMemberCommand : ClientCommand
{
    private readonly OrganizationArgument _organization = new();
    private readonly Argument<string> _user = new("user") { Description = "Who is to belong to it, once they accept" };
    private readonly ChoiceArgument _role = new("role", "What they are in it", "member", "owner");

    public AddMemberCommand(ClientSettings settings)
        : base(
            settings,
            "add_member",
            "Invite a user to an organization, or change their role in it",
            "ayb client add_member research ada",
            "ayb client add_member research ada owner")
    {
        Add(_organization);
        Add(_user);
        Add(_role);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var organization = given.GetRequiredValue(_organization);
        var user = given.GetRequiredValue(_user);
        var role = given.GetRequiredValue(_role);
        using var server = Settings.ConnectWithToken(given);
        var standing = await server.Send(
            new Call(HttpMethod.Put, "entity", organization, "members", user) { Headers = { ["role"] = role } },
            Wire.Default.MemberStanding,
            cancellationToken);
        output.WriteLine(standing.IsInvited
            ? $"Invited {user} to {organization} as {role}"
            : $"{user} belongs to {organization} now, as {role}");
    }
}
