using System.CommandLine;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class DiffCommand : ClientCommand
{
    private readonly DatabaseArgument _database = new();

    private readonly Argument<string> _from = new("from")
    {
        Description = "The earlier version: the id of a snapshot, or a time such as 2026-03-01T12:00:00Z for the last one until then",
    };

    private readonly Argument<string?> _to = new("to")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "The later version (default: the database as it is)",
    };

    private readonly Option<string> _format = new("--format")
    {
        HelpName = "text|json|sql",
        Description = "For people, for programs, or a script that makes the later version of the earlier one (default: text)",
        DefaultValueFactory = _ => "text",
    };

    private readonly Option<bool> _summary = new("--summary")
    {
        Description = "Only how many rows have changed",
    };

    public DiffCommand(ClientSettings settings)
        : base(
            settings,
            "diff",
            "Show what has changed in a database between two versions of it",
            "ayb client diff marcua/test.sqlite 2026-03-01T12:00:00Z --summary",
            "ayb client diff marcua/test.sqlite 2026-03-01T12:00:00Z 2026-03-02T12:00:00Z",
            "ayb client diff marcua/test.sqlite 2026-03-01T12:00:00Z --format sql > changes.sql")
    {
        _format.AcceptOnlyFromAmong("text", "json", "sql");
        Add(_database);
        Add(_from);
        Add(_to);
        Add(_format);
        Add(_summary);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_database);
        var format = given.GetRequiredValue(_format);
        using var server = Settings.ConnectWithToken(given);
        using var response = await server.Open(Ask(given, path, format), cancellationToken);
        try
        {
            await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
            if (format == "text")
            {
                await Show(content, output, cancellationToken);
                return;
            }

            await using var stream = Settings.Shell.OpenOutput();
            await content.CopyToAsync(stream, cancellationToken);
        }
        catch (HttpIOException)
        {
            throw new CommandFailedException($"The server broke off in the middle of what has changed in {path}; try again.");
        }
    }

    private Call Ask(ParseResult given, DatabasePath path, string format)
    {
        var call = new Call(HttpMethod.Get, path.Entity, path.Database, "diff")
        {
            Parameters = { ["from"] = given.GetRequiredValue(_from) },
            Headers = { ["accept"] = TypeOf(format) },
            TakesItsTime = true,
        };
        if (given.GetValue(_to) is { } to)
        {
            call.Parameters["to"] = to;
        }

        if (given.GetValue(_summary))
        {
            call.Parameters["rows"] = "false";
        }

        return call;
    }

    private static string TypeOf(string format) => format switch
    {
        "json" => "application/json",
        "sql" => "application/sql",
        _ => "text/plain",
    };

    /// <summary>Line by line, since rows must not drive the terminal.</summary>
    private static async Task Show(Stream content, TextWriter output, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(content);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            await output.WriteLineAsync(TerminalText.Escape(line));
        }
    }
}
