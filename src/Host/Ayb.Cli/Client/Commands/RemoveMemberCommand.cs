using System.CommandLine;
using Ayb.Cli.Client.Connection;

namespace Ayb.Cli.Client.Commands;

internal sealed class RemoveMemberCommand : ClientCommand
{
    private readonly OrganizationArgument _organization = new();
    private readonly Argument<string> _user = new("user") { Description = "Who is to belong to it no longer" };
    private readonly Option<string?> _giveUp = new("--give_up")
    {
        HelpName = "ORGANIZATION",
        Description = "Its name once more: leave it as the last one, for ever; it must have no databases",
    };

    public RemoveMemberCommand(ClientSettings settings)
        : base(
            settings,
            "remove_member",
            "Remove a user from an organization, leave it, or decline its invitation",
            "ayb client remove_member research ada",
            "ayb client remove_member research marcua --give_up research")
    {
        Add(_organization);
        Add(_user);
        Add(_giveUp);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var organization = given.GetRequiredValue(_organization);
        var user = given.GetRequiredValue(_user);
        var typed = given.GetValue(_giveUp);
        if (typed is not null && !typed.Equals(organization, StringComparison.OrdinalIgnoreCase))
        {
            throw new CommandFailedException($"{typed} is not its name; nobody was removed. To give up {organization}, add: --give_up {organization}");
        }

        using var server = Settings.ConnectWithToken(given);
        var call = new Call(HttpMethod.Delete, "entity", organization, "members", user)
        {
            Remedy = refusal => refusal.IsWithout("give-up") ? $"To give up an organization without databases, add: --give_up {organization}"
                : refusal.IsNoSuch("member") ? $"If you belong to {organization}, ayb client list_members {organization} shows who else does"
                : null,
        };
        if (typed is not null)
        {
            call.Headers["give-up"] = typed;
        }

        await server.Send(call, cancellationToken);
        output.WriteLine($"Successfully removed {user} from {organization}");
    }
}
