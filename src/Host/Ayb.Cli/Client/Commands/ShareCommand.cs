using System.CommandLine;
using Ayb.Cli.Client.Connection;

namespace Ayb.Cli.Client.Commands;

internal sealed class ShareCommand : ClientCommand
{
    private static readonly string[] Levels = ["no-access", "read-only", "read-write", "manager"];

    private readonly DatabaseArgument _database = new();
    private readonly Argument<string> _entity = new("entity") { Description = "Whom to share it with" };
    private readonly Argument<string> _level = new("sharing_level")
    {
        HelpName = string.Join('|', Levels),
        Description = "What they may do",
    };

    public ShareCommand(ClientSettings settings)
        : base(
            settings,
            "share",
            "Share a database with somebody, or take it back",
            "ayb client share marcua/test.sqlite ada read-only",
            "ayb client share marcua/test.sqlite ada no-access")
    {
        _level.AcceptOnlyFromAmong(Levels);
        Add(_database);
        Add(_entity);
        Add(_level);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_database);
        var entity = given.GetRequiredValue(_entity);
        using var server = Settings.ConnectWithToken(given);
        await server.Send(
            new Call(HttpMethod.Post, path.Entity, path.Database, "share")
            {
                Headers =
                {
                    ["entity-for-permission"] = entity,
                    ["sharing-level"] = given.GetRequiredValue(_level),
                },
            },
            cancellationToken);
        output.WriteLine($"Permissions for {entity} on {path} updated successfully");
    }
}
