using Ayb.Cli.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Cli.Tests.Client;

public sealed class ExportingFiles : ClientScenario
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("t.sql", "", "application/sql")]
    [InlineData("t.csv.ZIP", "", "application/zip")]
    [InlineData("t.sqlite", "", "application/vnd.sqlite3")]
    [InlineData("t", "", "application/vnd.sqlite3")]
    [InlineData("t.sql", "--format sqlite", "application/vnd.sqlite3")]
    [InlineData("t.csv", "--format csv", "application/zip")]
    public async Task The_name_says_what_it_is_unless_somebody_does(string name, string option, string type)
    {
        Server.Answers(200, "content");

        (await RunAsync(Path.Combine(_folder.Path, name), option)).Status.Should().Be(0);

        OnlyRequest.Headers["accept"].Should().Be(type);
        (await File.ReadAllTextAsync(Path.Combine(_folder.Path, name))).Should().Be("content");
    }

    [Fact]
    public async Task Several_tables_are_no_file_of_comma_separated_values()
    {
        var result = await RunAsync("t.csv");

        result.Should().Be(new CommandResult(
            1, "", "Error: CSV comes as an archive with a file for each table. Name it t.csv.zip, or choose with --format.\n"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--format csv")]
    public async Task No_bytes_of_a_file_reach_a_terminal(string option)
    {
        Ayb.IsRead = true;

        (await RunAsync("-", option)).Should().Be(new CommandResult(
            1, "", "Error: That is not for a terminal. Write it to a file, or choose --format sql.\n"));
    }

    [Fact]
    public async Task A_disk_that_is_full_holds_nothing_of_it()
    {
        using var disk = new SmallDisk(64);
        Server.Answers(200, new string('x', 1 << 20));

        var result = await RunAsync(Path.Combine(disk.Path, "t.sql"));

        result.Status.Should().Be(1);
        result.Error.Should().Be($"Error: {disk.Path}/t.sql can't be written: No space left on device. Nothing was kept of it.\n");
        Directory.GetFiles(disk.Path).Should().BeEmpty();
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }

    private Task<CommandResult> RunAsync(string file, string option = "") =>
        Ayb.Run(["client", "export", "m/d", file, .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
}
