using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;

namespace Ayb.Querying.Worker.Tests;

/// <summary>A caller who may not write.</summary>
public sealed class ReadingOnly : WorkerScenario
{
    [Theory]
    [InlineData("INSERT INTO t VALUES(2)")]
    [InlineData("INSERT INTO t VALUES(2) RETURNING a")]
    [InlineData("WITH x(a) AS (SELECT 2) INSERT INTO t SELECT a FROM x")]
    [InlineData("REPLACE INTO t VALUES(2)")]
    [InlineData("UPDATE t SET a = 2")]
    [InlineData("UPDATE t SET a = 2 WHERE 0")]
    [InlineData("DELETE FROM t")]
    [InlineData("WITH x AS (SELECT 1) DELETE FROM t")]
    [InlineData("SELECT 1; DELETE FROM t; SELECT 2")]
    [InlineData("BEGIN; DELETE FROM t; COMMIT")]
    [InlineData("EXPLAIN INSERT INTO t VALUES(2)")]
    [InlineData("EXPLAIN QUERY PLAN DELETE FROM t")]
    [InlineData("CREATE TABLE u(a)")]
    [InlineData("CREATE TABLE u AS SELECT 1")]
    [InlineData("CREATE TEMP TABLE u(a)")]
    [InlineData("CREATE TEMP VIEW v AS SELECT 1")]
    [InlineData("CREATE VIEW v AS SELECT 1")]
    [InlineData("CREATE INDEX i ON t(a)")]
    [InlineData("CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END")]
    [InlineData("CREATE TEMP TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END")]
    [InlineData("CREATE VIRTUAL TABLE f USING fts5(a)")]
    [InlineData("DROP TABLE t")]
    [InlineData("ALTER TABLE t RENAME TO u")]
    [InlineData("ALTER TABLE t ADD COLUMN b")]
    [InlineData("PRAGMA user_version = 1")]
    [InlineData("PRAGMA user_version(1)")]
    [InlineData("PRAGMA application_id = 1")]
    [InlineData("PRAGMA auto_vacuum = 1")]
    [InlineData("PRAGMA foreign_keys = 0")]
    [InlineData("PRAGMA optimize")]
    [InlineData("PRAGMA OPTIMIZE")]
    [InlineData("PRAGMA incremental_vacuum")]
    [InlineData("REINDEX")]
    [InlineData("ANALYZE")]
    [InlineData("VACUUM")]
    public async Task Every_write_is_refused_and_changes_nothing(string sql)
    {
        await RunAsync("CREATE TABLE t(a UNIQUE); INSERT INTO t VALUES(1)");
        var before = await SchemaAsync();

        (await Worker.QueryAsync(sql, mayWrite: false)).Failure.Should().Be(FailureCode.ReadOnly);

        (await SchemaAsync()).Should().Equal(before);
        (await Worker.QueryAsync("SELECT a FROM t", mayWrite: false)).Value.Should().Be("1");
    }

    [Theory]
    [InlineData("SELECT a FROM t", "1")]
    [InlineData("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 9) SELECT sum(x) FROM c", "45")]
    [InlineData("BEGIN; SELECT 1; SELECT a FROM t; COMMIT; SELECT a FROM t", "1")]
    [InlineData("BEGIN IMMEDIATE; COMMIT; SELECT a FROM t", "1")]
    [InlineData("SAVEPOINT s; RELEASE s; SELECT a FROM t", "1")]
    [InlineData("PRAGMA user_version", "0")]
    [InlineData("PRAGMA integrity_check", "ok")]
    [InlineData("SELECT name FROM pragma_table_info('t')", "a")]
    [InlineData("SELECT count(*) FROM sqlite_schema WHERE type = 'table'", "1")]
    public async Task Reading_works(string sql, string value)
    {
        await RunAsync("CREATE TABLE t(a UNIQUE); INSERT INTO t VALUES(1)");

        (await Worker.QueryAsync(sql, mayWrite: false)).Value.Should().Be(value);
    }

    [Fact]
    public async Task What_is_forbidden_to_all_is_not_called_read_only() =>
        (await Worker.QueryAsync("ATTACH 'x' AS x", mayWrite: false)).Failure.Should().Be(FailureCode.Sql);

    private async Task<string?[]> SchemaAsync() =>
        (await Worker.QueryAsync("SELECT (SELECT group_concat(name || sql) FROM sqlite_schema), (SELECT user_version FROM pragma_user_version), (SELECT application_id FROM pragma_application_id)")).Rows.Single();
}
