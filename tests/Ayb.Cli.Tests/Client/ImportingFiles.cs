using System.IO.Pipes;
using System.Text;
using Ayb.Cli.Tests.Fixtures;

namespace Ayb.Cli.Tests.Client;

[Collection(SharedProcess.Name)]
public sealed class ImportingFiles : ClientScenario
{
    private const string Rows = "a,b\n1,2\n";
    private const string Imported = """{"created":false,"tables":1,"rows":1,"safety_snapshot":null}""";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("csv", "text/csv", "--table", "t")]
    [InlineData("sql", "application/sql")]
    [InlineData("sqlite", "application/vnd.sqlite3")]
    public async Task What_comes_by_standard_input_is_what_one_says(string format, string type, params string[] options)
    {
        Ayb.Input = Rows;
        Server.Answers(200, Imported);
        var before = Spools();

        var result = await Ayb.Run(["client", "import", "m/d", "-", "--format", format, .. options]);

        result.Should().Be(new CommandResult(0, "Imported standard input into m/d (tables: 1, rows: 1)\n", ""));
        OnlyRequest.Body.Should().Be(Rows);
        OnlyRequest.Headers.Should().Contain("Content-Type", type).And.ContainKey("repr-digest");
        Spools().Should().BeSubsetOf(before);
    }

    [Fact]
    public async Task A_SQLite_file_says_it_by_itself()
    {
        Ayb.Input = "SQLite format 3\0 and so on";
        Server.Answers(200, Imported);

        (await Ayb.Run("client", "import", "m/d", "-")).Status.Should().Be(0);

        OnlyRequest.Headers.Should().Contain("Content-Type", "application/vnd.sqlite3").And.NotContainKey("table");
    }

    [Fact]
    public async Task A_file_of_any_name_can_be_said_to_be_rows()
    {
        await File.WriteAllTextAsync(_folder.File("people.txt"), Rows);
        Server.Answers(200, Imported);

        (await Ayb.Run("client", "import", "m/d", _folder.File("people.txt"), "--format", "csv")).Status.Should().Be(0);

        OnlyRequest.Headers.Should().Contain("Content-Type", "text/csv").And.Contain("table", "people").And.Contain("if-exists", "fail");
    }

    [Theory]
    [InlineData("-", "What came by standard input is no SQLite file. Say what it is: --format sql or --format csv")]
    [InlineData("- --format csv", "Which table do the rows of standard input go to? Name it with --table NAME")]
    [InlineData("- --format sql --table t", "standard input is a whole database, and would take the place of m/d: --table and --if_exists are for the rows of a .csv file.")]
    [InlineData("people.txt", "people.txt is no SQLite file. A script is named .sql, the rows of a table .csv or .tsv; if they are not, say what it is: --format sql or --format csv")]
    [InlineData("nothing.csv", "nothing.csv can't be imported: there is no such file.")]
    public async Task What_can_t_be_meant_is_told_before_anything_is_sent(string arguments, string message)
    {
        Ayb.Input = Rows;
        await File.WriteAllTextAsync(_folder.File("people.txt"), Rows);
        var files = arguments.Split(' ').Select(word => word.Contains('.') ? _folder.File(word) : word);

        var result = await Ayb.Run(["client", "import", "m/d", .. files]);

        result.Status.Should().Be(1);
        result.Error.Replace($"{_folder.Path}/", "").Should().Be($"Error: {message}\n");
        Server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task What_a_shell_names_the_output_of_a_program_is_read_to_its_end()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        var file = NameOf(pipe);
        await WriteAllAsync(pipe);
        Server.Answers(200, Imported);

        var result = await Ayb.Run("client", "import", "m/d", file, "--format", "csv", "--table", "t");

        result.Should().Be(new CommandResult(0, $"Imported {file} into m/d (tables: 1, rows: 1)\n", ""));
        OnlyRequest.Body.Should().Be(Rows);
    }

    [Fact]
    public async Task Such_a_name_is_none_for_a_table()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        var file = NameOf(pipe);
        await WriteAllAsync(pipe);

        var result = await Ayb.Run("client", "import", "m/d", file, "--format", "csv");

        result.Should().Be(new CommandResult(1, "", $"Error: Which table do the rows of {file} go to? Name it with --table NAME\n"));
    }

    private static string NameOf(AnonymousPipeServerStream pipe) => $"/dev/fd/{pipe.GetClientHandleAsString()}";

    private static async Task WriteAllAsync(AnonymousPipeServerStream pipe)
    {
        await pipe.WriteAsync(Encoding.UTF8.GetBytes(Rows));
        pipe.SafePipeHandle.Dispose();
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }

    private static string[] Spools() => Directory.GetFiles(Path.GetTempPath(), "ayb-import-*");
}
