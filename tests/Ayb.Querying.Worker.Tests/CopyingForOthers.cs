using System.Text;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests;

/// <summary>Copies that somebody takes along: they hold what is in the database, and nothing that was.</summary>
public sealed class CopyingForOthers : WorkerScenario
{
    private const string Secret = "a-word-that-somebody-has-deleted";

    private byte[] Copy => File.ReadAllBytes(Path.Combine(Folder, "copy-1"));

    [Fact]
    public async Task What_was_deleted_is_not_in_it()
    {
        await RunAsync("CREATE TABLE t (x); CREATE TABLE gone (x)");
        await RunAsync($"WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 2000) INSERT INTO t SELECT i || ' {Secret}' FROM r");
        await RunAsync($"INSERT INTO gone SELECT x FROM t; DELETE FROM t WHERE rowid % 3 > 0; UPDATE t SET x = 'kept ' || rowid; DROP TABLE gone");

        (await Worker.CopyAsync("copy-1", isForOthers: false)).Failure.Should().BeNull();
        Encoding.UTF8.GetString(Copy).Should().Contain(Secret, "pages that are no longer in use come along to a snapshot");
        (await Worker.CopyAsync("copy-1", isForOthers: true)).Failure.Should().BeNull();

        Encoding.UTF8.GetString(Copy).Should().NotContain(Secret);
        (await ReadAsync("SELECT count(*) || min(x) FROM t")).Should().Be("666kept 1002");
    }

    [Theory]
    [InlineData("CREATE TABLE t (x)")]
    [InlineData("CREATE TABLE t (x); CREATE INDEX i ON t (x)")]
    [InlineData("CREATE TABLE t (x UNIQUE)")]
    [InlineData("CREATE TABLE t (x, y DEFAULT 1, z AS (x || y))")]
    public async Task Rowids_that_nobody_has_named_stay_what_they_are(string table)
    {
        await RunAsync($"{table}; INSERT INTO t (rowid, x) VALUES (-5, 'a'), (1, 'b'), (2, 'c'), (70000, 'd'), (9223372036854775807, 'e'); DELETE FROM t WHERE x IN ('b', 'd')");

        await Worker.CopyAsync("copy-1", isForOthers: true);

        (await ReadAsync("SELECT group_concat(rowid || x, ' ') FROM t")).Should().Be("-5a 2c 9223372036854775807e");
    }

    [Fact]
    public async Task It_holds_all_that_a_database_can_have_and_stands_alone()
    {
        await RunAsync("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, x); INSERT INTO t (x) VALUES (1), (x'00ff'); DELETE FROM t WHERE id = 1");
        await RunAsync("CREATE VIEW v AS SELECT x FROM t; CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END; CREATE VIRTUAL TABLE f USING fts5(a); INSERT INTO f VALUES ('hello')");
        await RunAsync("PRAGMA user_version = 7; PRAGMA application_id = 8");

        (await Worker.CopyAsync("copy-1", isForOthers: true)).Failure.Should().BeNull();

        Directory.GetFiles(Folder, "copy-1*").Should().ContainSingle();
        Copy[18..20].Should().Equal([1, 1], "it has no log, and needs none");
        (await ReadAsync("SELECT (SELECT quote(x) FROM v) || (SELECT seq FROM sqlite_sequence) || (SELECT a FROM f WHERE f MATCH 'hello')")).Should().Be("X'00FF'2hello");
        (await ReadAsync("SELECT (SELECT user_version FROM pragma_user_version) || (SELECT application_id FROM pragma_application_id)")).Should().Be("78");
        (await ReadAsync("PRAGMA integrity_check")).Should().Be("ok");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_nobody_waits_for_from_its_beginning_is_gone(bool isForOthers)
    {
        await RunAsync("CREATE TABLE t (x); INSERT INTO t VALUES (zeroblob(20000000)), (zeroblob(20000000))");

        var copying = await Worker.SendCancelledAsync(
            FrameType.Copy, isForOthers ? FrameMarks.ForOthers : FrameMarks.None, "copy-1"u8.ToArray());

        (await copying.FinishAsync()).Failure.Should().Be(FailureCode.Cancelled);
        Directory.GetFiles(Folder, "copy-*").Should().BeEmpty();
    }

    [Fact]
    public async Task A_damaged_database_has_none()
    {
        using var folder = new TestFolder();
        ForeignFile.Make(folder.Path, "CREATE TABLE t (x); WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 2000) INSERT INTO t SELECT randomblob(100) FROM r");
        using (var file = new FileStream(ForeignFile.In(folder.Path), FileMode.Open))
        {
            file.Position = 20 * 4096;
            file.Write(new byte[4096]);
        }

        await using var damaged = await WorkerUnderTest.StartAsync(folder.Path);

        var copied = await damaged.CopyAsync("copy-1", isForOthers: true);

        copied.Failure.Should().Be(FailureCode.CheckFailed);
        File.Exists(Path.Combine(folder.Path, "copy-1")).Should().BeFalse();
    }

    private async Task<string?> ReadAsync(string sql)
    {
        using var folder = new TestFolder();
        await using var reader = await Worker.ServeAsync("copy-1", folder.Path);
        return (await reader.QueryAsync(sql)).Value;
    }
}
