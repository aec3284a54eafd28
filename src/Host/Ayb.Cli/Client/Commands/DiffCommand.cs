using System.CommandLine;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class DiffCommand : ClientCommand
{
    private readonly DatabaseArgument _database = new();

    private readonly Argument<string> _from = new("from")
    {
        Description = $"The earlier version: {WrittenVersion.Meaning}",
    };

    private readonly Argument<string?> _to = new("to")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "The later version, written as the earlier one (default: the database as it is)",
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
            "ayb client diff marcua/test.sqlite 20260301T120000Z-6e340b9cffb3",
            "ayb client diff marcua/test.sqlite 2026-03-01 2026-03-02 --summary",
            "ayb client diff marcua/test.sqlite \"2026-03-01 14:30\" --format sql > changes.sql")
    {
        _format.AcceptOnlyFromAmong("text", "json", "sql");
        Add(_database);
        Add(_from);
        Add(_to);
        Add(_format);
        Add(_summary);
        Validators.Add(given =>
        {
            // Of an option that is wrong by itself there is no value to ask for.
            if (given.GetValue(_summary) && given.GetResult(_format) is { Tokens: [{ Value: "sql" }] })
            {
                given.AddError("A script has all the rows: --summary does not go together with --format sql.");
            }
        });
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
            await Transfer.CopyAsync(content, stream, new ProgressBar(Settings.Shell.WatchedBesideOutput, $"{path}", total: null), hash: null, cancellationToken);
            if (format == "json")
            {
                stream.WriteByte((byte)'\n');
            }
        }
        catch (IOException problem) when (Unreachable.BrokeOff(problem))
        {
            throw new CommandFailedException($"The server broke off in the middle of what has changed in {path}. If it does so again, the server's log says why.");
        }
    }

    private Call Ask(ParseResult given, DatabasePath path, string format)
    {
        var call = new Call(HttpMethod.Get, path.Entity, path.Database, "diff")
        {
            Parameters = { ["from"] = Settings.ToExact(given.GetRequiredValue(_from)) },
            Headers = { ["accept"] = TypeOf(format) },
            TakesItsTime = true,
            Activity = $"Comparing versions of {path}",
            Remedy = SnapshotArgument.Remedy(path),
        };
        if (given.GetValue(_to) is { } to)
        {
            call.Parameters["to"] = Settings.ToExact(to);
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
