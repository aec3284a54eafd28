using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class ImportCommand : ClientCommand
{
    private const string Csv = "text/csv";

    private readonly DatabaseArgument _database = new();

    private readonly Argument<string> _file = new("file")
    {
        Description = "A SQLite file, a script (.sql) or the rows of a table (.csv, .tsv)",
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
            "ayb client import marcua/test.sqlite dump.sql",
            "ayb client import marcua/test.sqlite people.csv --table people --if_exists append")
    {
        _ifExists.AcceptOnlyFromAmong("fail", "append", "replace");
        Add(_database);
        Add(_file);
        Add(_table);
        Add(_ifExists);
        Add(_withoutSnapshot);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_database);
        var name = given.GetRequiredValue(_file);
        await using var file = Open(name);
        var type = await TypeOf(file, cancellationToken);
        if (type != Csv && (IsGiven(given, _table) || IsGiven(given, _ifExists)))
        {
            throw new CommandFailedException($"{name} is a whole database, and would take the place of {path}: --table and --if_exists are for the rows of a .csv file.");
        }

        using var server = Settings.ConnectWithToken(given);
        var shell = Settings.Shell;
        using var content = new FileContent(file, new ProgressBar(shell.ShowsProgress ? shell.Error : null, name, file.Length));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        var call = new Call(HttpMethod.Put, path.Entity, path.Database, "import") { Content = content, TakesItsTime = true };
        file.Position = 0;
        call.Headers["repr-digest"] = Transfer.DigestOf(await SHA256.HashDataAsync(file, cancellationToken));
        if (type == Csv)
        {
            call.Headers["table"] = Uri.EscapeDataString(given.GetValue(_table) ?? Path.GetFileNameWithoutExtension(name));
            call.Headers["if-exists"] = given.GetRequiredValue(_ifExists);
        }
        else if (given.GetValue(_withoutSnapshot))
        {
            call.Headers["without-safety-snapshot"] = "true";
        }

        var imported = await server.Send(call, Wire.Default.ImportedDatabase, cancellationToken);
        output.WriteLine(Told(path, name, imported));
    }

    private static bool IsGiven(ParseResult given, Option option) => given.GetResult(option) is { Implicit: false };

    private static FileStream Open(string name)
    {
        try
        {
            return new FileStream(name, FileMode.Open, FileAccess.Read);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var reason = Directory.Exists(name) ? "it is a folder" : File.Exists(name) ? "you may not read it" : "there is no such file";
            throw new CommandFailedException($"{name} can't be imported: {reason}.");
        }
    }

    private static string Told(DatabasePath path, string name, ImportedDatabase imported)
    {
        var found = string.Create(CultureInfo.InvariantCulture, $"tables: {imported.Tables}, rows: {imported.Rows}");
        var told = imported.Created ? $"Created {path} from {name} ({found})" : $"Imported {name} into {path} ({found})";
        return imported.SafetySnapshot is { } kept ? $"{told}\nWhat was there is snapshot {TerminalText.Escape(kept)}" : told;
    }

    private static async Task<string> TypeOf(FileStream file, CancellationToken cancellationToken)
    {
        var head = new byte[16];
        var count = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        if (head.AsSpan(0, count).SequenceEqual("SQLite format 3\0"u8))
        {
            return "application/vnd.sqlite3";
        }

        return Path.GetExtension(file.Name).ToLowerInvariant() switch
        {
            ".sql" => "application/sql",
            ".csv" or ".tsv" => Csv,
            _ => throw new CommandFailedException($"{file.Name} is no SQLite file. A script is named .sql, the rows of a table .csv or .tsv."),
        };
    }
}
