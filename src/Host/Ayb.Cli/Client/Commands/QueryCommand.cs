using System.CommandLine;
using Ayb.Cli.Client.Interactive;

namespace Ayb.Cli.Client.Commands;

internal sealed class QueryCommand : ClientCommand
{
    private const string StandardInput = "-";

    private readonly DatabaseArgument _database = new();
    private readonly Argument<string?> _sql = new("sql")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "What to run; - reads it from standard input. Without it a session starts at a terminal",
    };

    private readonly AsOfOption _asOf = new();
    private readonly FormatOption _format = new();

    private readonly Option<bool> _bare = new("--bare")
    {
        Description = "Print the columns' names and the rows, and nothing else: no count below them",
    };

    public QueryCommand(ClientSettings settings)
        : base(
            settings,
            "query",
            "Query a database",
            "ayb client query marcua/test.sqlite \"SELECT * FROM favorites\"",
            "ayb client query marcua/test.sqlite --format csv --bare < report.sql > report.csv",
            "ayb client query marcua/test.sqlite \"SELECT * FROM favorites\" --as_of 2026-03-01",
            "ayb client query marcua/test.sqlite")
    {
        Add(_database);
        Add(_sql);
        Add(_asOf);
        Add(_format);
        Add(_bare);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        using var server = Settings.ConnectWithToken(given);
        var sql = given.GetValue(_sql);
        var terminal = sql is null ? Settings.Shell.Terminal : null;
        var isBare = given.GetValue(_bare);
        var database = new QueriedDatabase(server, given.GetRequiredValue(_database), _format.Chosen(given), output)
        {
            AsOf = given.GetValue(_asOf) is { } asOf ? Settings.ToExact(asOf) : null,
            NamesColumns = isBare || terminal is not null,
            IsBare = isBare,
        };
        if (terminal is not null)
        {
            var history = new History(Settings.File(given).HistoryPath);
            await new InteractiveSession(terminal, database, history, Settings.Shell).Run(cancellationToken);
            return;
        }

        await database.Show(sql is null or StandardInput ? await ReadAsync(cancellationToken) : sql, cancellationToken);
    }

    private Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        Settings.Shell.InviteInput();
        return Settings.Shell.Input.ReadToEndAsync(cancellationToken);
    }
}
