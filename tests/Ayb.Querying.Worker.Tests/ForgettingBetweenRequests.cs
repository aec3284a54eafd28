using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;

namespace Ayb.Querying.Worker.Tests;

/// <summary>One request leaves no traces for the next, which may be another caller's.</summary>
public sealed class ForgettingBetweenRequests : WorkerScenario
{
    [Theory]
    [InlineData("CREATE TEMP TABLE secret(a)", "SELECT * FROM secret", "no such table: secret")]
    [InlineData("CREATE TEMP TABLE secret(a); INSERT INTO secret VALUES(1)", "SELECT * FROM temp.secret", "no such table: temp.secret")]
    [InlineData("CREATE TEMP VIEW secret AS SELECT 1", "SELECT * FROM secret", "no such table: secret")]
    [InlineData("CREATE TEMP TABLE secret(a); nonsense", "INSERT INTO secret VALUES(1)", "no such table: secret")]
    public async Task Temporary_objects_are_gone(string first, string second, string message)
    {
        await Worker.QueryAsync(first);

        await EveryLaneAsync(second, answer => answer.Message.Should().Be(message));
    }

    [Fact]
    public async Task A_virtual_table_does_not_hide_the_real_one()
    {
        await RunAsync("CREATE TABLE t(a); CREATE VIRTUAL TABLE words USING fts5(a)");
        await RunAsync("CREATE VIRTUAL TABLE temp.t USING fts5vocab('main', 'words', 'row')");

        await RunAsync("INSERT INTO t VALUES(1)");

        (await Worker.QueryAsync("SELECT a FROM t")).Value.Should().Be("1");
    }

    [Fact]
    public async Task The_last_rowid_is_not_told_to_the_next_writer()
    {
        await RunAsync("CREATE TABLE t(a); INSERT INTO t VALUES(1), (2)");

        await RunAsync("INSERT INTO t VALUES(last_insert_rowid())");

        (await Worker.QueryAsync("SELECT a FROM t ORDER BY rowid DESC LIMIT 1")).Value.Should().Be("0");
    }

    [Theory]
    [InlineData("changes()")]
    [InlineData("total_changes()")]
    [InlineData("(SELECT changes() + total_changes())")]
    public async Task How_much_others_wrote_is_not_told_to_the_next_writer(string counter)
    {
        await RunAsync("CREATE TABLE t(a); INSERT INTO t VALUES(1), (2)");

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => RunAsync($"INSERT INTO t VALUES({counter})")));

        (await Worker.QueryAsync("SELECT DISTINCT a FROM t WHERE rowid > 2")).Value.Should().Be("0");
    }

    [Fact]
    public async Task How_much_oneself_wrote_is_told()
    {
        await RunAsync("CREATE TABLE t(a); INSERT INTO t VALUES(1), (2)");

        (await Worker.QueryAsync("UPDATE t SET a = 3; DELETE FROM t WHERE a = 9; INSERT INTO t SELECT changes() UNION ALL SELECT total_changes()")).Failure.Should().BeNull();

        (await Worker.QueryAsync("SELECT group_concat(a) FROM t")).Value.Should().Be("3,3,0,2");
    }

    [Fact]
    public async Task A_temporary_trigger_does_not_fire_for_others()
    {
        await RunAsync("CREATE TABLE t(a); CREATE TABLE log(a)");
        await RunAsync("CREATE TEMP TRIGGER spy AFTER INSERT ON main.t BEGIN INSERT INTO log VALUES(new.a); END");

        await RunAsync("INSERT INTO t VALUES(1)");

        (await Worker.QueryAsync("SELECT count(*) FROM log")).Value.Should().Be("0");
    }

    [Theory]
    [InlineData("foreign_keys", "0", "1")]
    [InlineData("recursive_triggers", "1", "0")]
    [InlineData("defer_foreign_keys", "1", "0")]
    [InlineData("reverse_unordered_selects", "1", "0")]
    public async Task Settings_hold_for_the_request(string pragma, string set, string otherwise)
    {
        (await Worker.QueryAsync($"PRAGMA {pragma} = {set}")).Failure.Should().BeNull();

        await EveryLaneAsync($"PRAGMA {pragma}", answer => answer.Value.Should().Be(otherwise));
        await EveryLaneAsync(
            $"CREATE TABLE IF NOT EXISTS t(a); INSERT INTO t SELECT {pragma} FROM pragma_{pragma}", answer => answer.Failure.Should().BeNull());
        (await Worker.QueryAsync("SELECT DISTINCT a FROM t")).Value.Should().Be(otherwise);
    }

    [Fact]
    public async Task Foreign_keys_are_enforced_again()
    {
        await RunAsync("CREATE TABLE parent(id INTEGER PRIMARY KEY); CREATE TABLE child(id REFERENCES parent)");
        await RunAsync("PRAGMA foreign_keys = 0");

        (await Worker.QueryAsync("INSERT INTO child VALUES(1)")).Message.Should().Be("FOREIGN KEY constraint failed");
    }

    [Fact]
    public async Task Like_is_as_it_was()
    {
        await RunAsync("CREATE TABLE t(a)");
        await RunAsync("PRAGMA case_sensitive_like = 1");

        await EveryLaneAsync("SELECT 'A' LIKE 'a'", answer => answer.Value.Should().Be("1"));
        await EveryLaneAsync("INSERT INTO t SELECT 'A' LIKE 'a'", answer => answer.Failure.Should().BeNull());
        (await Worker.QueryAsync("SELECT DISTINCT a FROM t")).Value.Should().Be("1");
    }

    [Theory]
    [InlineData("BEGIN; INSERT INTO t VALUES(1)")]
    [InlineData("BEGIN IMMEDIATE")]
    public async Task An_open_transaction_is_rolled_back(string sql)
    {
        await RunAsync("CREATE TABLE t(a)");

        (await Worker.QueryAsync(sql)).Failure.Should().Be(FailureCode.Sql);

        await EveryLaneAsync("COMMIT", answer => answer.Message.Should().Be("cannot commit - no transaction is active"));
        await RunAsync("BEGIN; INSERT INTO t VALUES(2); COMMIT");
        (await Worker.QueryAsync("SELECT group_concat(a) FROM t")).Value.Should().Be("2");
    }

    [Fact]
    public async Task The_last_rowid_and_changes_of_others_are_not_seen_by_readers()
    {
        await RunAsync("CREATE TABLE t(a); INSERT INTO t VALUES(1), (2)");

        await EveryLaneAsync("SELECT last_insert_rowid() + total_changes()", answer => answer.Value.Should().Be("0"));
    }

    /// <summary>Often enough for every lane to have had its turn.</summary>
    private async Task EveryLaneAsync(string sql, Action<Answer> check)
    {
        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Worker.QueryAsync(sql))))
        {
            check(answer);
        }
    }
}
