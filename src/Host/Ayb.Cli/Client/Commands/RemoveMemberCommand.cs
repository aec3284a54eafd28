using System.CommandLine;
using Ayb.Cli.Client.Connection;

namespace Ayb.Cli.Client.Commands;

internal sealed class RemoveMemberCommand : ClientCommand
{
    private readonly OrganizationArgument _organization = new();
    private readonly Argument<string> _user = new("user") { Description = "Who is to belong to it no longer" };

    public RemoveMemberCommand(ClientSettings settings)
        : base(
            settings,
            "remove_member",
            "Remove a user from an organization, leave it, or decline its invitation",
            "ayb client remove_member research ada")
    {
        Add(_organization);
        Add(_user);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var organization = given.GetRequiredValue(_organization);
        var user = given.GetRequiredValue(_user);
        using var server = Settings.ConnectWithToken(given);
        await server.Send(
            new Call(HttpMethod.Delete, "entity", organization, "members", user), cancellationToken);
        output.WriteLine($"Successfully removed {user} from {organization}");
    }
}
