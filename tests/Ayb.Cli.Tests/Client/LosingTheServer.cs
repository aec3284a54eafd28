using Ayb.Cli.Tests.Fixtures;

namespace Ayb.Cli.Tests.Client;

/// <summary>In the middle of what it sends: it may end the connection, or be gone without a word.</summary>
public sealed class LosingTheServer : ClientScenario
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Half_an_export_is_none(bool resets)
    {
        Server.BreaksOffIn(200, "SQLite format 3", resets);

        var result = await Ayb.Run("client", "export", "m/d", _folder.File("d.sqlite"));

        result.Should().Be(new CommandResult(1, "", "Error: The server broke off in the middle of m/d. Nothing was kept of it. If it does so again, the server's log says why.\n"));
        Directory.GetFileSystemEntries(_folder.Path).Should().BeEmpty();
    }

    [Theory]
    [InlineData("text", false)]
    [InlineData("text", true)]
    [InlineData("sql", false)]
    [InlineData("sql", true)]
    public async Task Half_a_difference_is_told(string format, bool resets)
    {
        Server.BreaksOffIn(200, "BEGIN;\n", resets);

        var result = await Ayb.Run("client", "diff", "m/d", "s", "--format", format);

        result.Status.Should().Be(1);
        result.Error.Should().Be("Error: The server broke off in the middle of what has changed in m/d. If it does so again, the server's log says why.\n");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Half_a_refusal_is_one_all_the_same(bool resets)
    {
        Server.BreaksOffIn(409, """{"type":"Other","mess""", resets);

        var result = await Ayb.Run("client", "export", "m/d", _folder.File("d.sqlite"));

        result.Should().Be(new CommandResult(1, "", $"Error: {Server.Url} answered 409 Conflict\n"));
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }
}
