using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests;

/// <summary>Files that were made elsewhere to do harm where they are opened.</summary>
public sealed class OpeningHostileFiles : IDisposable
{
    private const string Endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c";

    /// <summary>Puts a line into the schema that no statement would.</summary>
    private const string Smuggle = "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES";

    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData($"CREATE VIEW v AS {Endless}")]
    [InlineData($"CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT ({Endless}); END")]
    [InlineData("ALTER TABLE t ADD COLUMN g AS (hex(zeroblob(500000000)))")]
    [InlineData("CREATE INDEX i ON t(b) WHERE hex(zeroblob(40000000)) = b")]
    [InlineData("CREATE TABLE c(a CHECK (hex(zeroblob(500000000)) <> a))")]
    [InlineData("CREATE TABLE d(a DEFAULT (hex(zeroblob(500000000))))")]
    [InlineData("CREATE VIEW a AS SELECT * FROM b; CREATE VIEW b AS SELECT * FROM a")]
    [InlineData($"{Smuggle}('table', 'z', 'z', 0, 'CREATE VIRTUAL TABLE z USING evil(1)')")]
    [InlineData("CREATE INDEX i ON t(b); ANALYZE; UPDATE sqlite_stat1 SET stat = '99999999999999999999999999 -5 x unordered sz=0 noskipscan'")]
    [InlineData("CREATE INDEX i ON t(b); ANALYZE; UPDATE sqlite_stat4 SET neq = zeroblob(100000), nlt = 'x', sample = randomblob(10000)")]
    [InlineData("CREATE VIRTUAL TABLE f USING fts5(a); INSERT INTO f VALUES('a'); UPDATE f_data SET block = randomblob(1000)")]
    [InlineData("CREATE VIRTUAL TABLE r USING rtree(i, a, b); INSERT INTO r VALUES(1, 2, 3); UPDATE r_node SET data = randomblob(1000)")]
    [InlineData("PRAGMA user_version = -1; PRAGMA application_id = 7; PRAGMA default_cache_size = 100000000")]
    public async Task What_lies_in_wait_does_not_run_for_others(string trap)
    {
        Make($"CREATE TABLE t(a, b); INSERT INTO t VALUES(1, 2); {trap}");
        await using var worker = await WorkerUnderTest.StartAsync(_folder.Path);

        (await worker.QueryAsync("SELECT a FROM t")).Value.Should().Be("1");
        (await worker.QueryAsync("PRAGMA table_list")).Failure.Should().BeNull();
        (await worker.QueryAsync("SELECT count(*) FROM sqlite_schema")).Failure.Should().BeNull();
        (await worker.QueryAsync("CREATE TABLE mine(a); INSERT INTO mine VALUES(1); SELECT a FROM mine")).Value.Should().Be("1");
    }

    [Theory]
    [InlineData("CREATE VIEW a AS SELECT * FROM b; CREATE VIEW b AS SELECT * FROM a", "SELECT * FROM a", "view a is circularly defined")]
    [InlineData($"{Smuggle}('table', 'z', 'z', 0, 'CREATE VIRTUAL TABLE z USING evil(1)')", "SELECT * FROM z", "no such module: evil")]
    [InlineData("CREATE VIEW a AS SELECT writefile('/tmp/x', 'y')", "SELECT * FROM a", "no such function: writefile")]
    [InlineData("CREATE VIEW a AS SELECT load_extension('/tmp/x')", "SELECT * FROM a", "no such function: load_extension")]
    [InlineData("CREATE VIEW a AS SELECT fts3_tokenizer('simple')", "SELECT * FROM a", "unsafe use of fts3_tokenizer()")]
    [InlineData("CREATE VIEW a AS SELECT * FROM pragma_database_list", "SELECT * FROM a", "unsafe use of virtual table \"pragma_database_list\"")]
    [InlineData("CREATE VIEW a AS SELECT * FROM pragma_writable_schema", "SELECT * FROM a", "unsafe use of virtual table \"pragma_writable_schema\"")]
    [InlineData("CREATE VIEW a AS SELECT * FROM sqlite_dbpage", "SELECT * FROM a", "no such table: main.sqlite_dbpage")]
    [InlineData("CREATE TABLE t(a); CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT fts3_tokenizer('simple'); END", "INSERT INTO t VALUES(1)", "unsafe use of fts3_tokenizer()")]
    [InlineData("CREATE TABLE t(a CHECK (a <> hex(zeroblob(500000000))))", "INSERT INTO t VALUES(1)", "string or blob too big")]
    [InlineData("CREATE TABLE t(a, b AS (hex(zeroblob(40000000)))); INSERT INTO t VALUES(1)", "SELECT b FROM t", "string or blob too big")]
    [InlineData("CREATE VIRTUAL TABLE f USING fts5(a, content='sqlite_schema', content_rowid='rowid')", "SELECT * FROM f", "no such column: T.a")]
    public async Task Who_steps_into_it_is_told(string trap, string sql, string message)
    {
        Make(trap);
        await using var worker = await WorkerUnderTest.StartAsync(_folder.Path);

        (await worker.QueryAsync(sql)).Message.Should().Be(message);
        (await worker.QueryAsync("SELECT 1")).Value.Should().Be("1");
    }

    [Theory]
    [InlineData("CREATE TABLE t{0}(a, b UNIQUE, c CHECK (c > 0));", 5_000)]
    [InlineData("CREATE VIEW v{0} AS SELECT 1 AS a;", 10_000)]
    public async Task A_schema_of_thousands_is_served(string definition, int count)
    {
        Make($"BEGIN; {string.Concat(Enumerable.Range(0, count).Select(number => definition.Replace("{0}", $"{number}")))} COMMIT");
        await using var worker = await WorkerUnderTest.StartAsync(_folder.Path);

        (await worker.QueryAsync("SELECT count(*) > 1000 FROM sqlite_schema")).Value.Should().Be("1");
        (await worker.QueryAsync("CREATE TABLE one_more(a)")).Failure.Should().BeNull();
    }

    [Fact]
    public async Task A_file_that_is_damaged_by_chance_crashes_nothing()
    {
        Make("""
            CREATE TABLE t(a INTEGER PRIMARY KEY, b UNIQUE, c); CREATE INDEX i ON t(c); CREATE VIRTUAL TABLE f USING fts5(x); CREATE VIRTUAL TABLE r USING rtree(i, a, b);
            WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 300) INSERT INTO t SELECT x, 'b' || x, zeroblob(x * 20) FROM n;
            INSERT INTO f SELECT b || ' word' FROM t; INSERT INTO r SELECT a, a, a + 1 FROM t; ANALYZE
            """);
        var whole = await File.ReadAllBytesAsync(ForeignFile.In(_folder.Path));
        foreach (var seed in FuzzRounds.Seeds(40))
        {
            using var folder = new TestFolder();
            await File.WriteAllBytesAsync(ForeignFile.In(folder.Path), Damaged(whole, new Random(seed)));
            var worker = await WorkerUnderTest.LaunchAsync(folder.Path);
            if ((await worker.Ready.WaitAsync(WorkerUnderTest.Deadline)).Frame.Type == FrameType.Ready)
            {
                await UseAllAsync(worker);
            }

            worker.CloseSocket();
            await worker.EndedAsync();
            worker.Process.ExitCode.Should().BeOneOf([0, 1], "seed {0} should not crash it", seed);
            await worker.DisposeAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    private void Make(string sql) => ForeignFile.Make(_folder.Path, sql);

    /// <summary>Whatever the answers are: a damaged file may have any rows, and the worker may end.</summary>
    private static async Task UseAllAsync(WorkerUnderTest worker)
    {
        try
        {
            foreach (var sql in new[]
            {
                "SELECT * FROM t", "SELECT a FROM t WHERE c > x'00' ORDER BY c", "SELECT * FROM f WHERE f MATCH 'word'", "SELECT * FROM r WHERE a > 5 AND b < 200",
                "INSERT INTO t VALUES(NULL, 'new', zeroblob(9000))", "DELETE FROM t WHERE a % 2", "INSERT INTO f(f) VALUES('optimize')", "UPDATE r SET a = a - 1", "PRAGMA integrity_check", "VACUUM",
            })
            {
                _ = await worker.QueryAsync(sql);
            }
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
        {
            // It has found out, and ended.
        }
    }

    private static byte[] Damaged(byte[] whole, Random random)
    {
        var bytes = (byte[])whole.Clone();
        for (var damage = random.Next(1, 60); damage > 0; damage--)
        {
            // Now and then in the head of the file or of a page, where the structure is.
            var at = random.Next(3) == 0 ? random.Next(200) : (random.Next(bytes.Length / 4096) * 4096) + random.Next(random.Next(2) == 0 ? 64 : 4096);
            bytes[at] = (byte)random.Next(256);
        }

        return bytes;
    }
}
