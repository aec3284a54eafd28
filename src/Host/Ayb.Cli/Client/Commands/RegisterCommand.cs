using System.CommandLine;
using Ayb.Cli.Client.Connection;

namespace Ayb.Cli.Client.Commands;

internal sealed class RegisterCommand : ClientCommand
{
    private readonly Argument<string> _entity = new("entity") { Description = "The name to register" };
    private readonly Argument<string> _email = new("email") { Description = "Where the confirmation goes" };
    private readonly ChoiceArgument _type = new("type", "What it is", "user", "organization");

    public RegisterCommand(ClientSettings settings)
        : base(
            settings,
            "register",
            "Register a user or an organization",
            "ayb client register marcua marcua@example.org",
            "ayb client register research research@example.org organization")
    {
        Add(_entity);
        Add(_email);
        Add(_type);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var entity = given.GetRequiredValue(_entity);
        using var server = Settings.Connect(given);
        await server.Send(
            new Call(HttpMethod.Post, "register")
            {
                Headers =
                {
                    ["entity"] = entity,
                    ["email-address"] = given.GetRequiredValue(_email),
                    ["entity-type"] = given.GetRequiredValue(_type),
                },
            },
            cancellationToken);
        output.WriteLine($"Check your email to finish registering {entity}");
    }
}
