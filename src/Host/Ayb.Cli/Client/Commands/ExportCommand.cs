using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class ExportCommand : ClientCommand
{
    private const string StandardOutput = "-";

    private readonly DatabaseArgument _database = new();

    private readonly Argument<string?> _file = new("file")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "Where to write it (default: the database's name); - is standard output",
    };

    private readonly Option<string?> _format = new("--format")
    {
        HelpName = "sqlite|sql|csv",
        Description = "A SQLite file, a script, or an archive with a CSV file for each table (default: by the file's name, else sqlite)",
    };

    private readonly Option<bool> _force = new("--force")
    {
        Description = "Overwrite the file if there is one",
    };

    public ExportCommand(ClientSettings settings)
        : base(
            settings,
            "export",
            "Take all that is in a database along",
            "ayb client export marcua/test.sqlite",
            "ayb client export marcua/test.sqlite backup.sqlite --force",
            "ayb client export marcua/test.sqlite tables.csv.zip",
            "ayb client export marcua/test.sqlite - --format sql | sqlite3 copy.sqlite")
    {
        _format.AcceptOnlyFromAmong("sqlite", "sql", "csv");
        Add(_database);
        Add(_file);
        Add(_format);
        Add(_force);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_database);
        var format = given.GetValue(_format) ?? FormatOf(given.GetValue(_file));
        var file = given.GetValue(_file) ?? NameOf(path, format);
        var force = given.GetValue(_force);
        if (file != StandardOutput && File.Exists(file) && !force)
        {
            throw new CommandFailedException($"{file} is there already. Overwrite it with --force, or name another file.");
        }

        if (file == StandardOutput && format != "sql" && Settings.Shell.IsRead)
        {
            throw new CommandFailedException("That is not for a terminal. Write it to a file, or choose --format sql.");
        }

        using var server = Settings.ConnectWithToken(given);
        var call = new Call(HttpMethod.Get, path.Entity, path.Database, "export")
        {
            Headers = { ["accept"] = TypeOf(format) },
            TakesItsTime = true,
            Activity = $"Exporting {path}",
        };
        using var response = await server.Open(call, cancellationToken);
        if (file == StandardOutput)
        {
            await using var stream = Settings.Shell.OpenOutput();
            Settings.Shell.Error.WriteLine($"Exported {path}: {await Receive(response, stream, path, Settings.Shell.WatchedBesideOutput, cancellationToken)}");
            return;
        }

        string received;
        try
        {
            await using var draft = DraftFile.Begin(file);
            received = await Receive(response, draft.Stream, path, Settings.Shell.Watched, cancellationToken);
            draft.Keep(force);
        }
        catch (IOException problem)
        {
            throw new CommandFailedException($"{file} can't be written: {problem.Message.TrimEnd('.')}. Nothing was kept of it.");
        }

        output.WriteLine($"Exported {path} to {file}: {received}");
    }

    private static string FormatOf(string? file) => Path.GetExtension(file)?.ToLowerInvariant() switch
    {
        ".sql" => "sql",
        ".zip" => "csv",
        ".csv" => throw new CommandFailedException($"CSV comes as an archive with a file for each table. Name it {file}.zip, or choose with --format."),
        _ => "sqlite",
    };

    private static string NameOf(DatabasePath path, string format)
    {
        var extension = format == "csv" ? ".csv.zip" : $".{format}";
        return path.Database.EndsWith(extension, StringComparison.OrdinalIgnoreCase) ? path.Database : path.Database + extension;
    }

    private static string TypeOf(string format) => format switch
    {
        "sql" => "application/sql",
        "csv" => "application/zip",
        _ => "application/vnd.sqlite3",
    };

    private static async Task<string> Receive(
        HttpResponseMessage response, Stream to, DatabasePath path, TextWriter? watched, CancellationToken cancellationToken)
    {
        var progress = new ProgressBar(watched, $"{path}", response.Content.Headers.ContentLength);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long bytes;
        try
        {
            await using var from = await response.Content.ReadAsStreamAsync(cancellationToken);
            bytes = await Transfer.CopyAsync(from, to, progress, hash, cancellationToken);
        }
        catch (IOException problem) when (Unreachable.BrokeOff(problem))
        {
            throw new CommandFailedException($"The server broke off in the middle of {path}. Nothing was kept of it. If it does so again, the server's log says why.");
        }

        var sha256 = hash.GetHashAndReset();
        Transfer.Verify(response, sha256);
        return string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes, SHA-256 {Convert.ToHexStringLower(sha256)}");
    }
}
