using System.Security.Cryptography;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests;

/// <summary>A damaged file is told from a statement's trouble, and stays as it is.</summary>
public sealed class MeetingDamage : IDisposable
{
    private const int PageSize = 4096;

    private readonly TestFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "database.sqlite");

    private string Checksum => Convert.ToHexString(SHA256.HashData(System.IO.File.ReadAllBytes(File)));

    [Theory]
    [InlineData("garbage")]
    [InlineData("wrong header")]
    [InlineData("truncated")]
    public async Task A_file_that_does_not_open_is_told_and_left_alone(string what)
    {
        await CreateDatabaseAsync();
        Harm(bytes => what switch
        {
            "garbage" => RandomNumberGenerator.GetBytes(10_000),
            "wrong header" => [.. "SQLite format 4\0"u8, .. bytes[16..]],
            _ => bytes[..(5 * PageSize)],
        });
        var before = Checksum;

        await using var worker = await WorkerUnderTest.LaunchAsync(_folder.Path);
        var first = await worker.Ready.WaitAsync(WorkerUnderTest.Deadline);
        await worker.EndedAsync();

        (first.Frame.Type, first.Frame.Detail).Should().Be((FrameType.Failure, (ushort)FailureCode.Corrupt));
        Checksum.Should().Be(before);
    }

    [Theory]
    [InlineData("SELECT sum(length(a)) FROM t")]
    [InlineData("UPDATE t SET a = a || 'x'")]
    [InlineData("SELECT count(*) FROM t; INSERT INTO t(a) VALUES('x'); DELETE FROM t")]
    public async Task A_page_that_is_damaged_ends_the_process_and_is_left_alone(string sql)
    {
        await CreateDatabaseAsync();
        Harm(bytes =>
        {
            RandomNumberGenerator.Fill(bytes.AsSpan(20 * PageSize, PageSize));
            return bytes;
        });
        var before = Checksum;
        await using var worker = await WorkerUnderTest.StartAsync(_folder.Path);

        var answer = await worker.QueryAsync(sql);
        await worker.EndedAsync();

        (answer.Failure, answer.Message).Should().Be((FailureCode.Corrupt, "database disk image is malformed"));
        Checksum.Should().Be(before);
    }

    [Fact]
    public async Task Tables_of_a_tenant_that_contradict_each_other_are_no_damage()
    {
        await using var worker = await WorkerUnderTest.StartAsync(_folder.Path);
        await worker.QueryAsync("CREATE TABLE content(a); CREATE VIRTUAL TABLE f USING fts5(a, content='content'); INSERT INTO content VALUES('one'); INSERT INTO f(rowid, a) VALUES(1, 'other')");

        var answer = await worker.QueryAsync("INSERT INTO f(f, rank) VALUES('integrity-check', 1)");

        answer.Failure.Should().Be(FailureCode.Sql);
        (await worker.QueryAsync("PRAGMA quick_check")).Value.Should().Be("ok");
    }

    [Fact]
    public async Task A_schema_that_is_older_than_a_limit_is_no_damage()
    {
        await using (var generous = await WorkerUnderTest.StartAsync(_folder.Path))
        {
            await generous.QueryAsync($"CREATE TABLE t(a CHECK(a <> '{new string('x', 5000)}'))");
        }

        await using var worker = await WorkerUnderTest.StartAsync(_folder.Path, new WorkerLimits { StatementBytes = 1024 });

        (await worker.QueryAsync("SELECT count(*) FROM t")).Value.Should().Be("0");
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>More than a thousand pages, so that the log goes into the file with the commit.</summary>
    private async Task CreateDatabaseAsync()
    {
        await using (var worker = await WorkerUnderTest.StartAsync(_folder.Path))
        {
            (await worker.QueryAsync("""
                CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT);
                WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 5000) INSERT INTO t(a) SELECT hex(randomblob(500)) FROM c;
                """)).Failure.Should().BeNull();
        }

        System.IO.File.Delete($"{File}-wal");
        System.IO.File.Delete($"{File}-shm");
    }

    private void Harm(Func<byte[], byte[]> change) => System.IO.File.WriteAllBytes(File, change(System.IO.File.ReadAllBytes(File)));
}
