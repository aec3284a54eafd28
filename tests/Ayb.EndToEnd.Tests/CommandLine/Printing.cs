namespace Ayb.EndToEnd.Tests.CommandLine;

/// <summary>What goes into a pipe is data, without colours and prompts.</summary>
public sealed class Printing(ClientServer server) : IClassFixture<ClientServer>
{
    private const string Select = "SELECT title, pages FROM book ORDER BY pages DESC";

    private const string Table =
        """
         title       | pages
        -------------+-------
         Middlemarch | 880
         NULL        | 1

        Rows: 2

        """;

    [Theory]
    [InlineData(Select, "")]
    [InlineData("-", Select)]
    [InlineData(null, Select)]
    public async Task Rows_as_a_table_wherever_the_SQL_comes_from(string? argument, string input)
    {
        string[] sql = argument is null ? [] : [argument];

        var run = await server.RunAsync("alice", input, ["query", "alice/books", .. sql]);

        run.Should().BeEquivalentTo(new { ExitCode = 0, Output = Table, Error = "" });
    }

    [Fact]
    public async Task Rows_as_csv()
    {
        var run = await server.RunAsync("alice", "", "query", "alice/books", "SELECT 'a,b' AS \"x\"\"y\", NULL AS n", "--format", "csv");

        run.Should().BeEquivalentTo(new { ExitCode = 0, Output = "\"x\"\"y\",n\n\"a,b\",\n\nRows: 1\n", Error = "" });
    }

    [Theory]
    [InlineData("SELECT 1 AS a, NULL AS b", "a,b\n1,\n")]
    [InlineData("SELECT 1 AS a, 2 AS b WHERE false", "a,b\n")]
    public async Task Nothing_but_csv_for_another_program(string sql, string output)
    {
        var run = await server.RunAsync("alice", "", "query", "alice/books", sql, "--format", "csv", "--bare");

        run.Should().BeEquivalentTo(new { ExitCode = 0, Output = output, Error = "" });
    }

    [Fact]
    public async Task Nothing_but_a_sentence_for_an_empty_list()
    {
        var run = await server.RunAsync("bob", "", "list", "bob");

        run.Should().BeEquivalentTo(new { ExitCode = 0, Output = "No queryable databases owned by bob\n", Error = "" });
    }
}
