using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class ImportCommand : ClientCommand
{
    private readonly DatabaseArgument _database = new();

    private readonly Argument<string> _file = new("file")
    {
        Description = "A SQLite file, a script (.sql) or the rows of a table (.csv, .tsv); - is standard input",
    };

    private readonly Option<string?> _format = new("--format")
    {
        HelpName = "sqlite|sql|csv",
        Description = "What the file is (default: what its first bytes and its name say)",
    };

    private readonly Option<string?> _table = new("--table")
    {
        HelpName = "NAME",
        Description = "Which table rows go to (default: the file's name)",
    };

    private readonly Option<string> _ifExists = new("--if_exists")
    {
        HelpName = "fail|append|replace",
        Description = "What becomes of a table of this name (default: fail)",
        DefaultValueFactory = _ => "fail",
    };

    private readonly Option<bool> _withoutSnapshot = new("--without_safety_snapshot")
    {
        Description = "Don't keep the database that is replaced",
    };

    public ImportCommand(ClientSettings settings)
        : base(
            settings,
            "import",
            "Put a file in a database's place, or its rows into a table; creates the database if there is none",
            "ayb client import marcua/test.sqlite backup.sqlite",
            "ayb client import marcua/test.sqlite people.csv --table people --if_exists append",
            "ayb client import marcua/test.sqlite people.txt --format csv",
            "sqlite3 old.sqlite .dump | ayb client import marcua/test.sqlite - --format sql")
    {
        _format.AcceptOnlyFromAmong(ImportSource.Sqlite, ImportSource.Sql, ImportSource.Csv);
        _ifExists.AcceptOnlyFromAmong("fail", "append", "replace");
        Add(_database);
        Add(_file);
        Add(_format);
        Add(_table);
        Add(_ifExists);
        Add(_withoutSnapshot);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_database);
        using var server = Settings.ConnectWithToken(given);
        await using var source = await ImportSource.OpenAsync(given.GetRequiredValue(_file), Settings.Shell, cancellationToken);
        var format = given.GetValue(_format) ?? await source.GuessFormatAsync(cancellationToken);
        using var content = new FileContent(source.File, new ProgressBar(Settings.Shell.Watched, source.Name, source.File.Length));
        content.Headers.ContentType = new MediaTypeHeaderValue(TypeOf(format));
        var call = new Call(HttpMethod.Put, path.Entity, path.Database, "import")
        {
            Content = content,
            TakesItsTime = true,
            Remedy = Remedy,
        };
        if (format == ImportSource.Csv)
        {
            call.Headers["table"] = Uri.EscapeDataString(TableFor(given, source));
            call.Headers["if-exists"] = given.GetRequiredValue(_ifExists);
        }
        else if (IsGiven(given, _table) || IsGiven(given, _ifExists))
        {
            throw new CommandFailedException(
                $"{source.Name} is a whole database, and would take the place of {path}: --table and --if_exists are for the rows of a .csv file.");
        }
        else if (given.GetValue(_withoutSnapshot))
        {
            call.Headers["without-safety-snapshot"] = "true";
        }

        source.File.Position = 0;
        call.Headers["repr-digest"] = Transfer.DigestOf(await SHA256.HashDataAsync(source.File, cancellationToken));
        var imported = await server.Send(call, Wire.Default.ImportedDatabase, cancellationToken);
        output.WriteLine(Told(path, source.Name, imported));
    }

    private static bool IsGiven(ParseResult given, Option option) => given.GetResult(option) is { Implicit: false };

    private static string TypeOf(string format) => format switch
    {
        ImportSource.Csv => "text/csv",
        ImportSource.Sql => "application/sql",
        _ => "application/vnd.sqlite3",
    };

    private static string? Remedy(Refusal refusal) =>
        refusal.IsWithout("if-exists") ? "That is --if_exists append, --if_exists replace, or --table NAME"
        : refusal.IsWithout("without-safety-snapshot") ? "To import without keeping what is there, add: --without_safety_snapshot"
        : null;

    private static string Told(DatabasePath path, string name, ImportedDatabase imported)
    {
        var found = string.Create(CultureInfo.InvariantCulture, $"tables: {imported.Tables}, rows: {imported.Rows}");
        var told = imported.Created ? $"Created {path} from {name} ({found})" : $"Imported {name} into {path} ({found})";
        return imported.SafetySnapshot is { } kept ? $"{told}\nWhat was there is snapshot {TerminalText.Escape(kept)}" : told;
    }

    private string TableFor(ParseResult given, ImportSource source)
    {
        var name = IsGiven(given, _table) ? given.GetValue(_table) : source.TableName;
        return string.IsNullOrWhiteSpace(name)
            ? throw new CommandFailedException($"Which table do the rows of {source.Name} go to? Name it with --table NAME")
            : name;
    }
}
