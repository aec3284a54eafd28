using System.Net;
using System.Net.Http.Headers;
using Ayb.Querying.Tests.Fixtures;

namespace Ayb.Querying.Tests;

public sealed class RunningQueries
{
    private const int MaxSqlBytes = 4 * 1024 * 1024;

    [Fact]
    public async Task The_answer_is_the_documented_one_byte_for_byte()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE favorite(name, score)");
        var inserted = await host.QueryAsync("INSERT INTO favorite VALUES (\"PostgreSQL\", 10), (\"SQLite\", NULL)");

        var response = await host.QueryAsync("SELECT * FROM favorite");

        (await inserted.Content.ReadAsStringAsync()).Should().Be("""{"fields":[],"rows":[]}""");
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().Should().Be("application/json");
        var json = await response.Content.ReadAsStringAsync();
        json.Should().Be("""{"fields":["name","score"],"rows":[["PostgreSQL","10"],["SQLite",null]]}""");
        response.Content.Headers.ContentLength.Should().Be(json.Length);
        host.Facts.All.Should().BeEmpty();
    }

    [Fact]
    public async Task A_large_answer_comes_whole()
    {
        await using var host = await QueryingHost.StartAsync();

        var response = await host.QueryAsync("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 300000) SELECT x FROM c");

        var expected = string.Join(',', Enumerable.Range(1, 300_000).Select(number => $"[\"{number}\"]"));
        (await response.Content.ReadAsStringAsync()).Should().Be($$"""{"fields":["x"],"rows":[{{expected}}]}""");
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_not_found()
    {
        await using var host = await QueryingHost.StartAsync();

        var response = await host.QueryAsync("SELECT 1", path: "alice/nope");

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync()).Should().Be(
            """{"type":"RecordNotFound","message":"Record not found: alice/nope (database)","id":"alice/nope","record_type":"database"}""");
        Directory.Exists(Path.Combine(host.Folder, "databases")).Should().BeFalse();
    }

    [Fact]
    public async Task Who_may_not_query_is_turned_away_before_a_process_starts()
    {
        await using var host = await QueryingHost.StartAsync();

        await host.QueryAsync("SELECT 1", "carol").ShouldFailAsync(
            HttpStatusCode.Forbidden, "Unauthorized", "Authenticated entity carol can't query database alice/db");
        await host.QueryAsync("SELECT 1", caller: null).ShouldFailAsync(HttpStatusCode.Unauthorized, "Unauthorized", "*API token*");
        await host.QueryAsync("SELECT 1", "mallory").ShouldFailAsync(HttpStatusCode.Unauthorized, "InvalidToken", "Invalid API token");

        Directory.Exists(Path.Combine(host.Folder, "databases")).Should().BeFalse();
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES(2)")]
    [InlineData("DROP TABLE t")]
    [InlineData("SELECT 1; DELETE FROM t")]
    public async Task Who_may_read_only_cannot_write(string sql)
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a); INSERT INTO t VALUES(1)");

        await host.QueryAsync(sql, "bob").ShouldFailAsync(
            HttpStatusCode.Forbidden, "NoWriteAccessError", "Attempted to write to database while in read-only mode");

        (await (await host.QueryAsync("SELECT a FROM t", "bob")).Content.ReadAsStringAsync()).Should().Be("""{"fields":["a"],"rows":[["1"]]}""");
    }

    [Theory]
    [InlineData("SELECT nope", "no such column: nope")]
    [InlineData("SELEKT 1", "near \"SELEKT\": syntax error")]
    [InlineData("CREATE TABLE t(a CHECK(a > 0)); INSERT INTO t VALUES(0)", "CHECK constraint failed: a > 0")]
    public async Task What_SQLite_says_of_bad_SQL_is_passed_on(string sql, string message)
    {
        await using var host = await QueryingHost.StartAsync();

        await host.QueryAsync(sql).ShouldFailAsync(HttpStatusCode.BadRequest, "QueryError", message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/octet-stream")]
    public async Task Any_other_type_will_do(string? contentType)
    {
        await using var host = await QueryingHost.StartAsync();
        var body = new ByteArrayContent("SELECT 1"u8.ToArray());
        body.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);

        (await host.QueryAsync(body)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SQL_may_be_four_MiB_and_no_more(bool chunked)
    {
        await using var host = await QueryingHost.StartAsync();

        var longest = await host.QueryAsync(Body(MaxSqlBytes));
        longest.StatusCode.Should().Be(HttpStatusCode.OK);
        await host.QueryAsync(Body(MaxSqlBytes + 1)).ShouldFailAsync(HttpStatusCode.RequestEntityTooLarge, "Other", "*4 MiB*");

        HttpContent Body(int length)
        {
            var bytes = new byte[length];
            Array.Fill(bytes, (byte)' ');
            "SELECT 1"u8.CopyTo(bytes);
            return chunked ? new StreamContent(new UnknownLength(bytes)) : new ByteArrayContent(bytes);
        }
    }

    [Fact]
    public async Task A_body_that_is_no_text_is_a_bad_query()
    {
        await using var host = await QueryingHost.StartAsync();
        var garbage = new byte[10_000];
        new Random(20_260_304).NextBytes(garbage);
        garbage[0] = 0xFF;

        await host.QueryAsync(new ByteArrayContent(garbage)).ShouldFailAsync(HttpStatusCode.BadRequest, "QueryError", "*");
        await host.QueryAsync(new ByteArrayContent(new byte[100])).ShouldFailAsync(HttpStatusCode.BadRequest, "QueryError", "*NUL*");
    }

    [Fact]
    public async Task Without_SQL_the_answer_is_empty()
    {
        await using var host = await QueryingHost.StartAsync();

        foreach (var body in new HttpContent?[] { null, new ByteArrayContent([]), new StringContent(" -- nothing ") })
        {
            (await (await host.QueryAsync(body)).Content.ReadAsStringAsync()).Should().Be("""{"fields":[],"rows":[]}""");
        }
    }

    [Theory]
    [InlineData("al%20ice/db")]
    [InlineData("alice/d%2Fb")]
    [InlineData("alice/..%2F..%2Fetc")]
    public async Task A_name_that_is_none_is_refused(string path)
    {
        await using var host = await QueryingHost.StartAsync();

        (await host.QueryAsync("SELECT 1", path: path)).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Many_queries_on_many_databases_run_at_once_with_one_process_each()
    {
        await using var host = await QueryingHost.StartAsync();
        var databases = Enumerable.Range(0, 10).Select(number => $"db{number}").ToArray();

        await Task.WhenAll(databases.Select(database => host.QueryAsync("CREATE TABLE t(a)", path: $"alice/{database}")));
        var inserts = await Task.WhenAll(Enumerable.Range(0, 50).Select(
            number => host.QueryAsync($"INSERT INTO t VALUES({number})", path: $"alice/{databases[number % 10]}")));

        inserts.Should().OnlyContain(response => response.StatusCode == HttpStatusCode.OK);
        foreach (var (database, number) in databases.Select((database, number) => (database, number)))
        {
            (await host.ValueAsync("SELECT group_concat(a, ' ' ORDER BY a) FROM t", $"alice/{database}"))
                .Should().Be($"{number} {number + 10} {number + 20} {number + 30} {number + 40}");
            host.Workers(database).Should().ContainSingle();
        }
    }

    [Fact]
    public async Task SQL_and_tokens_stay_out_of_the_log()
    {
        await using var host = await QueryingHost.StartAsync();

        await host.QueryAsync("SELECT 'canary'");
        await host.QueryAsync("SELECT canary");

        host.Log().Entries.Should().Contain(entry => entry.Event == 3000);
        host.Log().Entries.Where(entry => entry.Event is >= 3000 and < 4000)
            .Should().OnlyContain(entry => !entry.Line.Contains("canary") && !entry.Line.Contains("token-of"));
    }

    private sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
