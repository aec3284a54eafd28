using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Ayb.EndToEnd.Tests.Snapshots;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.CommandLine;

/// <summary>Whole databases out of the server and into it, with the built client.</summary>
public sealed partial class CarryingDatabases : IAsyncLifetime, IDisposable
{
    private const string Database = "marcua/books";
    private const string Deleted = "a-title-that-was-withdrawn";
    private const string Titles = "SELECT group_concat(title || ' ' || coalesce(pages, '-'), ', ') AS titles FROM book";

    private readonly TestFolder _folder = new();
    private SnapshotServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await SnapshotServer.StartAsync(SnapshotServer.Folder);
        await _server.Marcua.QueryAsync(
            "books", $"CREATE TABLE book (title, pages INTEGER); INSERT INTO book VALUES ('Emma', 474), ('{Deleted}', 1), ('Ulysses', NULL)");
        await _server.Marcua.QueryAsync("books", $"DELETE FROM book WHERE title = '{Deleted}'");
    }

    [Fact]
    public async Task A_SQLite_file_goes_out_and_comes_back()
    {
        var file = In("books.sqlite");

        var said = await _server.DoAsync("export", Database, file);

        var bytes = await File.ReadAllBytesAsync(file);
        said.Should().Be($"Exported {Database} to {file}: {bytes.Length} bytes, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(bytes))}\n");
        Encoding.UTF8.GetString(bytes).Should().StartWith("SQLite format 3").And.Contain("Ulysses").And.NotContain(Deleted);
        (await SqliteAsync(file, "PRAGMA integrity_check; SELECT count(*) FROM book")).Should().Be("ok\n2\n");

        await _server.DoAsync("query", Database, "DELETE FROM book; CREATE TABLE mistake (x)");
        var imported = await _server.DoAsync("import", Database, file);
        var kept = SafetySnapshot().Match(imported).Groups[1].Value;
        imported.Should().Be($"Imported {file} into {Database} (tables: 1, rows: 2)\nWhat was there is snapshot {kept}\n");
        await ShouldHaveTitlesAsync("Emma 474, Ulysses -");
        (await _server.DoAsync("audit", Database, "--format", "csv")).Should().Contain(",marcua,database-imported,");
        await _server.DoAsync("restore_snapshot", Database, kept);
        (await _server.DoAsync("query", Database, "--format", "csv", "SELECT count(*) AS n FROM mistake")).Should().StartWith("n\n0\n");
        Directory.GetFiles(_folder.Path).Should().Equal(file);
    }

    [Fact]
    public async Task A_script_goes_through_SQLites_own_shell_and_back()
    {
        var (file, copy, dump) = (In("books.sql"), In("copy.sqlite"), In("dump.sql"));

        (await _server.DoAsync("export", Database, file, "--format", "sql")).Should().StartWith($"Exported {Database} to {file}: ");

        await SqliteAsync(copy, $".read {file}");
        (await SqliteAsync(copy, Titles)).Should().Be("Emma 474, Ulysses -\n");
        await File.WriteAllTextAsync(dump, await SqliteAsync(copy, "UPDATE book SET pages = 730 WHERE title = 'Ulysses'; .dump".Replace("; ", ";\n")));
        (await _server.DoAsync("import", Database, dump)).Should().StartWith($"Imported {dump} into {Database} (tables: 1, rows: 2)\n");
        await ShouldHaveTitlesAsync("Emma 474, Ulysses 730");
    }

    [Fact]
    public async Task CSV_goes_out_as_an_archive_and_comes_back_as_tables()
    {
        var archive = In("books.csv.zip");

        await _server.DoAsync("export", Database, archive, "--format", "csv");

        await ZipFile.ExtractToDirectoryAsync(archive, _folder.Path);
        (await File.ReadAllTextAsync(In("book.csv"))).Should().Be("title,pages\r\nEmma,474\r\nUlysses,\r\n");
        (await _server.RunAsync("import", Database, In("book.csv"))).Should().BeEquivalentTo(
            new { ExitCode = 1, Output = "", Error = "Error: There is a table \"book\" already. Say whether to append to it or to replace it, or give another name.\nHint: That is --if_exists append, --if_exists replace, or --table NAME\n" });
        (await _server.DoAsync("import", Database, In("book.csv"), "--if_exists", "append")).Should().Be($"Imported {In("book.csv")} into {Database} (tables: 1, rows: 2)\n");
        (await _server.DoAsync("import", Database, In("book.csv"), "--table", "wieder da")).Should().Contain("rows: 2");
        (await _server.DoAsync("query", Database, "--format", "csv", "SELECT (SELECT count(*) FROM book) || count(*) || sum(pages) AS n FROM \"wieder da\"")).Should().StartWith("n\n42474\n");
    }

    [Fact]
    public async Task Through_a_pipe_it_goes_in_without_a_file()
    {
        var dump = (await _server.RunAsync("export", Database, "-", "--format", "sql")).Output;

        (await _server.RunWithInputAsync(dump, "import", "marcua/fresh", "-", "--format", "sql")).Should().BeEquivalentTo(
            new { ExitCode = 0, Output = "Created marcua/fresh from standard input (tables: 1, rows: 2)\n", Error = "" });
        (await _server.RunWithInputAsync("title,pages\nEmma,474\n", "import", Database, "-", "--format", "csv", "--table", "book", "--if_exists", "replace"))
            .Should().BeEquivalentTo(new { ExitCode = 0, Output = $"Imported standard input into {Database} (tables: 1, rows: 1)\n", Error = "" });
        await ShouldHaveTitlesAsync("Emma 474");
        (await _server.DoAsync("query", "marcua/fresh", "--format", "csv", Titles)).Should().StartWith("titles\n\"Emma 474, Ulysses -\"\n");
    }

    [Theory]
    [InlineData("new.csv", "title,pages\nEmma,474\n", "book")]
    [InlineData("new.sql", "CREATE TABLE book (title, pages); INSERT INTO book VALUES ('Emma', 474);", null)]
    public async Task A_database_begins_with_what_is_imported(string name, string content, string? table)
    {
        await File.WriteAllTextAsync(In(name), content);
        string[] options = table is null ? [] : ["--table", table];

        (await _server.DoAsync(["import", "marcua/fresh", In(name), .. options])).Should().Be($"Created marcua/fresh from {In(name)} (tables: 1, rows: 1)\n");

        (await _server.DoAsync("query", "marcua/fresh", "--format", "csv", Titles)).Should().StartWith("titles\nEmma 474\n");
        (await _server.RunAsync("import", "somebody/fresh", In(name), "--table", "t")).ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task What_goes_wrong_leaves_files_and_databases_as_they_are()
    {
        await File.WriteAllTextAsync(In("mine"), "mine");
        await File.WriteAllTextAsync(In("broken.sql"), "CREATE TABLE t (x);\nnonsense;\n");

        await ShouldFailAsync($"{In("mine")} is there already. Overwrite it with --force, or name another file.", "export", Database, In("mine"));
        await ShouldFailAsync("Record not found: marcua/nothing (database)\nHint: ayb client list marcua shows the databases there that you may see", "export", "marcua/nothing", In("nothing.sqlite"));
        await ShouldFailAsync($"{In("mine")} is no SQLite file. A script is named .sql, the rows of a table .csv or .tsv; if they are not, say what it is: --format sql or --format csv", "import", Database, In("mine"));
        await ShouldFailAsync("Line 2: near \"nonsense\": syntax error", "import", Database, In("broken.sql"));

        (await File.ReadAllTextAsync(In("mine"))).Should().Be("mine");
        Directory.GetFiles(_folder.Path).Should().BeEquivalentTo([In("mine"), In("broken.sql")]);
        await ShouldHaveTitlesAsync("Emma 474, Ulysses -");
        await _server.DoAsync("export", Database, In("mine"), "--force");
        (await File.ReadAllTextAsync(In("mine"))).Should().StartWith("SQLite format 3");
    }

    [Fact]
    public async Task Standard_output_has_the_file_and_nothing_else()
    {
        var run = await _server.RunAsync("export", Database, "-", "--format", "sql");

        run.Output.Should().StartWith("PRAGMA foreign_keys=OFF;\n").And.EndWith("COMMIT;\n");
        run.Error.Should().Be(string.Create(
            CultureInfo.InvariantCulture,
            $"Exported {Database}: {Encoding.UTF8.GetByteCount(run.Output)} bytes, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(run.Output)))}\n"));
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    private string In(string name) => Path.Combine(_folder.Path, name);

    private async Task ShouldHaveTitlesAsync(string titles) =>
        (await _server.DoAsync("query", Database, "--format", "csv", Titles)).Should().Match($"titles\n*{titles}*\n\nRows: 1\n");

    private async Task ShouldFailAsync(string message, params string[] arguments) =>
        (await _server.RunAsync(arguments)).Should().BeEquivalentTo(new { ExitCode = 1, Output = "", Error = $"Error: {message}\n" });

    private async Task<string> SqliteAsync(string file, string commands)
    {
        var run = await ProcessRun.OfAsync("sqlite3", _folder.Path, input: commands, arguments: file);
        run.Should().BeEquivalentTo(new { ExitCode = 0, Error = "" }, commands);
        return run.Output;
    }

    [GeneratedRegex(@"is snapshot (\S+)")]
    private static partial Regex SafetySnapshot();
}
