using System.CommandLine;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class ListDatabasePermissionsCommand : ClientCommand
{
    private readonly DatabaseArgument _database = new();
    private readonly FormatOption _format = new();

    public ListDatabasePermissionsCommand(ClientSettings settings)
        : base(
            settings,
            "list_database_permissions",
            "List with whom a database is shared",
            "ayb client list_database_permissions marcua/test.sqlite")
    {
        Add(_database);
        Add(_format);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_database);
        using var server = Settings.ConnectWithToken(given);
        var answer = await server.Send(
            new Call(HttpMethod.Get, path.Entity, path.Database, "permissions"),
            Wire.Default.PermissionList,
            cancellationToken);
        if (answer.Permissions.Count == 0)
        {
            output.WriteLine($"No shared permissions for {path}");
            return;
        }

        _format.Chosen(given)(output, new Table(
            ["Entity", "Sharing level"],
            [.. answer.Permissions.Select(permission => new[] { permission.EntitySlug, permission.SharingLevel })]));
    }
}
