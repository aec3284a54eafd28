using System.CommandLine;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class ListDeletedDatabasesCommand : ClientCommand
{
    private readonly Argument<string> _entity = new("entity") { Description = "Whose databases" };
    private readonly FormatOption _format = new();

    public ListDeletedDatabasesCommand(ClientSettings settings)
        : base(
            settings,
            "list_deleted_databases",
            "List the deleted databases of an entity that can be brought back",
            "ayb client list_deleted_databases marcua")
    {
        Add(_entity);
        Add(_format);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var entity = given.GetRequiredValue(_entity);
        using var server = Settings.ConnectWithToken(given);
        var answer = await server.Send(
            new Call(HttpMethod.Get, "entity", entity, "deleted_databases"), Wire.Default.DeletedDatabaseList, cancellationToken);
        if (answer.DeletedDatabases.Count == 0)
        {
            output.WriteLine($"No deleted databases of {entity}");
            return;
        }

        _format.Chosen(given)(output, new Table(
            ["Database slug", "Id", "Deleted", "Kept until"],
            [.. answer.DeletedDatabases.Select(one => new[] { one.Slug, one.DatabaseId, one.DeletedAt, one.PurgedAt })]));
    }
}
