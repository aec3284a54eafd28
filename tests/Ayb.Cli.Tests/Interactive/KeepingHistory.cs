using Ayb.Cli.Client.Interactive;
using Ayb.Cli.Tests.Fixtures;

namespace Ayb.Cli.Tests.Interactive;

public sealed class KeepingHistory : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.File("ayb/ayb.history");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Statements_come_back_in_the_next_session_with_their_line_breaks()
    {
        string[] statements = ["SELECT 1;", "SELECT\n'\\n \\';", "SELECT '日本';"];
        var history = new History(FilePath);
        foreach (var statement in statements)
        {
            history.Add(statement);
        }

        new History(FilePath).Entries.Should().Equal(statements);
    }

    [Fact]
    public void Nobody_else_may_read_it()
    {
        new History(FilePath).Add("SELECT 'secret';");
        File.GetUnixFileMode(FilePath).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Blank_and_repeated_statements_are_left_out()
    {
        var history = new History(FilePath);
        history.Add("SELECT 1;");
        history.Add("SELECT 1;");
        history.Add("  ");
        history.Entries.Should().Equal("SELECT 1;");
        File.ReadAllLines(FilePath).Should().Equal("SELECT 1;");
    }

    [Fact]
    public void Sessions_side_by_side_keep_each_others_statements()
    {
        var one = new History(FilePath);
        var other = new History(FilePath);
        one.Add("SELECT 1;");
        other.Add("SELECT 2;");
        new History(FilePath).Entries.Should().Equal("SELECT 1;", "SELECT 2;");
    }

    [Fact]
    public void Only_the_newest_thousand_are_kept()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllLines(FilePath, Enumerable.Range(1, History.Kept + 5).Select(number => $"SELECT {number};"));
        var history = new History(FilePath);
        history.Entries.Should().HaveCount(History.Kept).And.StartWith("SELECT 6;");
        File.ReadAllLines(FilePath).Should().Equal(history.Entries);
    }

    [Fact]
    public void A_file_that_cannot_be_written_lasts_as_long_as_the_session()
    {
        Directory.CreateDirectory(FilePath);
        var history = new History(FilePath);
        history.Add("SELECT 1;");
        history.Entries.Should().Equal("SELECT 1;");
    }
}
