using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

/// <summary>What is imported, as a file that may be read again and again: one that was named, or what came by standard input.</summary>
internal sealed class ImportSource : IAsyncDisposable
{
    public const string Sqlite = "sqlite";
    public const string Sql = "sql";
    public const string Csv = "csv";

    private const string StandardInput = "-";
    private const string Piped = "standard input";

    private readonly string? _path;

    private ImportSource(string? path, FileStream file) => (_path, File) = (path, file);

    public FileStream File { get; }

    public string Name => _path ?? Piped;

    /// <summary>What a table of its rows is called if nobody says otherwise; <c>null</c> if they have to.</summary>
    public string? TableName => !IsDevice && Path.GetFileNameWithoutExtension(_path) is { Length: > 0 } name ? name : null;

    /// <summary>A shell names the output of a program as one: that name says nothing.</summary>
    private bool IsDevice => _path?.StartsWith("/dev/", StringComparison.Ordinal) == true;

    /// <exception cref="CommandFailedException">It can't be read.</exception>
    public static async Task<ImportSource> OpenAsync(string path, Shell shell, CancellationToken cancellationToken)
    {
        if (path == StandardInput)
        {
            shell.InviteInput();
            await using var input = shell.OpenInput();
            return new(path: null, await SpoolAsync(input, new ProgressBar(shell.WatchedBesideInput, Piped, total: null), cancellationToken));
        }

        var file = Open(path);
        if (file.CanSeek)
        {
            return new(path, file);
        }

        await using (file)
        {
            return new(path, await SpoolAsync(file, new ProgressBar(shell.Watched, path, total: null), cancellationToken));
        }
    }

    /// <summary>What it is, by what it begins with or by its name.</summary>
    /// <exception cref="CommandFailedException">Neither tells.</exception>
    public async Task<string> GuessFormatAsync(CancellationToken cancellationToken)
    {
        var head = new byte[16];
        File.Position = 0;
        var count = await File.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        if (head.AsSpan(0, count).SequenceEqual("SQLite format 3\0"u8))
        {
            return Sqlite;
        }

        return Path.GetExtension(_path)?.ToLowerInvariant() switch
        {
            ".sql" => Sql,
            ".csv" or ".tsv" => Csv,
            null => throw new CommandFailedException("What came by standard input is no SQLite file. Say what it is: --format sql or --format csv"),
            _ => throw new CommandFailedException(
                $"{Name} is no SQLite file. A script is named .sql, the rows of a table .csv or .tsv; if they are not, say what it is: --format sql or --format csv"),
        };
    }

    public ValueTask DisposeAsync() => File.DisposeAsync();

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var reason = Directory.Exists(path) ? "it is a folder" : System.IO.File.Exists(path) ? "you may not read it" : "there is no such file";
            throw new CommandFailedException($"{path} can't be imported: {reason}.");
        }
    }

    /// <summary>The server wants to know how much there is and its hash, and does not wait for a program that takes its time.</summary>
    private static async Task<FileStream> SpoolAsync(Stream input, ProgressBar progress, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"ayb-import-{Path.GetRandomFileName()}");
        var spool = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });

        // Without a name it is gone however this process ends.
        System.IO.File.Delete(path);
        try
        {
            await Transfer.CopyAsync(input, spool, progress, hash: null, cancellationToken);
            return spool;
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }
}
