using System.CommandLine;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class ListCommand : ClientCommand
{
    private readonly Argument<string> _entity = new("entity") { Description = "Whose databases" };
    private readonly FormatOption _format = new();

    public ListCommand(ClientSettings settings)
        : base(
            settings,
            "list",
            "List the databases of an entity",
            "ayb client list marcua",
            "ayb client list marcua --format csv")
    {
        Add(_entity);
        Add(_format);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var entity = given.GetRequiredValue(_entity);
        using var server = Settings.Connect(given);
        var answer = await server.Send(
            new Call(HttpMethod.Get, "entity", entity), Wire.Default.EntityAnswer, cancellationToken);
        if (answer.Databases.Count == 0)
        {
            output.WriteLine($"No queryable databases owned by {entity}");
            if (!server.HasToken)
            {
                await output.FlushAsync(cancellationToken);
                Settings.Shell.Error.WriteLine(
                    $"Hint: You are not logged in to {server.Url}, and see what everybody may. Log in with: ayb client log_in ENTITY");
            }

            return;
        }

        _format.Chosen(given)(output, new Table(
            ["Database slug", "Type"],
            [.. answer.Databases.Select(database => new[] { database.Slug, database.DatabaseType })]));
    }
}
