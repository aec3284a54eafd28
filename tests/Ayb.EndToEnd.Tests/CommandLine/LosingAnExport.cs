using Ayb.EndToEnd.Tests.Snapshots;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.CommandLine;

/// <summary>The server can't go on in the middle of an export.</summary>
public sealed class LosingAnExport
{
    private const string Fill = "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 20000) INSERT INTO t SELECT hex(randomblob(500)) FROM r";
    private const string Last = "INSERT INTO t VALUES (''); ALTER TABLE t ADD y AS (abs(length(x) - 9223372036854775807 - 1))";

    [Fact]
    public async Task What_breaks_off_is_a_failure_and_leaves_no_file()
    {
        using var folder = new TestFolder();
        await using var server = await SnapshotServer.StartAsync(SnapshotServer.Folder);
        await server.Marcua.QueryAsync("books", $"CREATE TABLE t (x); {Fill}; {Last}");

        var run = await server.RunAsync("export", "marcua/books", Path.Combine(folder.Path, "books.zip"), "--format", "csv");

        run.Should().BeEquivalentTo(
            new { ExitCode = 1, Output = "", Error = "Error: The server broke off in the middle of marcua/books. Nothing was kept of it. If it does so again, the server's log says why.\n" });
        Directory.GetFiles(folder.Path).Should().BeEmpty();
    }
}
