using System.CommandLine;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class ForkCommand : ClientCommand
{
    private static readonly string[] Levels = ["no-access", "fork", "read-only"];

    private readonly DatabaseArgument _database = new();

    private readonly Argument<DatabasePath?> _target = new("target")
    {
        HelpName = "entity/database",
        Arity = ArgumentArity.ZeroOrOne,
        Description = "What the fork is to be called; as the origin, and yours, if not given",
        CustomParser = DatabasePath.Read,
    };

    private readonly Option<string?> _level = new("--public_sharing_level")
    {
        HelpName = string.Join('|', Levels),
        Description = "What everybody may do with the fork; nothing if not given",
    };

    public ForkCommand(ClientSettings settings)
        : base(
            settings,
            "fork",
            "Make a database of your own that begins with what is in another",
            "ayb client fork marcua/test.sqlite",
            "ayb client fork marcua/test.sqlite ada/experiments --public_sharing_level fork")
    {
        _level.AcceptOnlyFromAmong(Levels);
        Add(_database);
        Add(_target);
        Add(_level);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_database);
        using var server = Settings.ConnectWithToken(given);
        var call = new Call(HttpMethod.Post, path.Entity, path.Database, "fork")
        {
            TakesItsTime = true,
            Activity = $"Forking {path}",
            Remedy = refusal => refusal.IsConflict ? Taken(path, given.GetValue(_target)) : null,
        };
        if (given.GetValue(_target) is { } target)
        {
            call.Headers["entity"] = target.Entity;
            call.Headers["database"] = target.Database;
        }

        if (given.GetValue(_level) is { } level)
        {
            call.Headers["public-sharing-level"] = level;
        }

        var fork = await server.Send(call, Wire.Default.NamedDatabase, cancellationToken);
        output.WriteLine(TerminalText.Escape($"Forked {path} to {fork.Entity}/{fork.Database}"));
    }

    private static string Taken(DatabasePath path, DatabasePath? target) => target is null
        ? $"You have a database {path.Database} already. Give the fork another name: ayb client fork {path} ENTITY/DATABASE"
        : $"There is a database {target} already. Give the fork another name";
}
