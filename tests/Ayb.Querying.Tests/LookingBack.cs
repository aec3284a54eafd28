using System.Net;
using Ayb.Contracts;
using Ayb.Querying.Tests.Fixtures;

namespace Ayb.Querying.Tests;

/// <summary>Queries of databases as they were.</summary>
public sealed class LookingBack
{
    [Fact]
    public async Task A_version_is_answered_in_every_format_and_the_database_is_not_even_opened()
    {
        await using var host = await PastHost.StartAsync();
        await host.KeepAsync("v1");

        (await host.ValueAsync("v1")).Should().Be("v1");
        (await TextAsync(host.QueryAsync("v1", accept: "text/csv"))).Should().Be("x\r\nv1\r\n");
        (await TextAsync(host.QueryAsync("v1", accept: "application/x-ndjson"))).Should().Be("{\"x\":\"v1\"}\n");
        (await TextAsync(host.QueryAsync("v1", body: Requests.Json("""{"sql":"SELECT x FROM t WHERE x = ?","params":["v1"]}"""))))
            .Should().Contain(""""rows":[["v1"]]"""");

        Directory.Exists(Path.Combine(host.Host.Folder, "databases", "db")).Should().BeFalse();
        host.Folders.Should().Equal("db@v1");
        host.Past.Written.Should().Equal("v1");
    }

    [Fact]
    public async Task Versions_and_the_database_as_it_is_go_side_by_side()
    {
        await using var host = await PastHost.StartAsync();
        await host.KeepAsync("v1");
        await host.KeepAsync("v2");
        await host.Host.ValueAsync("CREATE TABLE t (x); INSERT INTO t VALUES ('now'); SELECT 1");

        (await host.ValueAsync("v2")).Should().Be("v2");
        (await host.ValueAsync("v1")).Should().Be("v1");
        (await host.Host.ValueAsync("UPDATE t SET x = 'later' RETURNING x")).Should().Be("later");
        (await host.ValueAsync("v2")).Should().Be("v2");
    }

    [Theory]
    [InlineData("DELETE FROM t")]
    [InlineData("CREATE TABLE other (a)")]
    [InlineData("PRAGMA user_version = 7")]
    [InlineData("SELECT x FROM t; DROP TABLE t")]
    public async Task Nobody_writes_into_the_past(string sql)
    {
        await using var host = await PastHost.StartAsync();
        var file = await host.KeepAsync("v1");

        foreach (var caller in new[] { "alice", "dave" })
        {
            await host.QueryAsync("v1", sql, caller).ShouldFailAsync(HttpStatusCode.Forbidden, "NoWriteAccessError", "*read-only*");
            await host.QueryAsync("v1", caller: caller, body: Requests.Json($$"""["{{sql.Split("; ")[^1]}}"]"""))
                .ShouldFailAsync(HttpStatusCode.Forbidden, "NoWriteAccessError", "*read-only*");
        }

        (await host.ValueAsync("v1")).Should().Be("v1");
        (await host.ValueAsync("v1", "SELECT count(*) FROM sqlite_schema")).Should().Be("1");
        (await File.ReadAllBytesAsync(host.FileOf("v1"))).Length.Should().Be(file.Length);
    }

    [Fact]
    public async Task Only_who_may_look_back_does()
    {
        await using var host = await PastHost.StartAsync();
        await host.KeepAsync("v1");

        (await host.ValueAsync("v1", caller: "dave")).Should().Be("v1");
        var asked = host.Past.Asked;
        await host.QueryAsync("v1", caller: "bob").ShouldFailAsync(
            HttpStatusCode.Forbidden, "Unauthorized", "Authenticated entity bob can't query earlier versions of database alice/db");
        await host.QueryAsync("v1", caller: "carol").ShouldFailAsync(HttpStatusCode.Forbidden, "Unauthorized", "Authenticated entity carol can't query database alice/db");
        await host.QueryAsync("v1", path: "alice/unknown").ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", "*alice/unknown*");
        await host.QueryAsync("v1", caller: null).ShouldFailAsync(HttpStatusCode.Unauthorized, "Unauthorized", "*API token*");
        host.Past.Asked.Should().Be(asked, "what is kept is nobody else's affair");

        host.Host.Cast().Grant("alice", QueryAccess.ReadOnly);
        await host.QueryAsync("v1").ShouldFailAsync(HttpStatusCode.Forbidden, "Unauthorized", "*can't query earlier versions*");
    }

    [Theory]
    [InlineData("the token", HttpStatusCode.Unauthorized, "InvalidToken", "API token has been revoked")]
    [InlineData("the access", HttpStatusCode.Forbidden, "Unauthorized", "*alice can't query earlier versions*")]
    [InlineData("the database", HttpStatusCode.NotFound, "RecordNotFound", "*alice/db*")]
    public async Task Who_loses_something_while_the_version_is_fetched_sees_nothing_of_it(string what, HttpStatusCode status, string type, string message)
    {
        var isRevoked = false;
        await using var host = await PastHost.StartAsync(options => options.Answer<MayStill>(question => question.Answer(
            isRevoked ? new AybError(ErrorKind.InvalidToken, "API token has been revoked") : new Nothing())));
        await host.KeepAsync("v1");
        host.Past.BeforeWriting = (_, _) =>
        {
            isRevoked = what == "the token";
            host.Host.Cast().Grant("alice", what == "the access" ? QueryAccess.ReadOnly : QueryAccess.ReadWrite);
            host.Host.Cast().Missing.TryAdd(what == "the database" ? "db" : "other", true);
            return Task.FromResult<Result<Nothing>>(new Nothing());
        };

        await host.QueryAsync("v1").ShouldFailAsync(status, type, message);
    }

    [Fact]
    public async Task A_version_of_one_database_is_none_of_another()
    {
        await using var host = await PastHost.StartAsync();
        await host.KeepAsync("v1");

        await host.QueryAsync("v1", path: "alice/db-v1").ShouldFailAsync(HttpStatusCode.NotFound, "SnapshotDoesNotExistError", "*v1*");
        await host.QueryAsync("..%2Fdb-v1").ShouldFailAsync(HttpStatusCode.NotFound, "SnapshotDoesNotExistError", "*");
        host.Folders.Should().BeEmpty();
    }

    [Fact]
    public async Task There_are_no_sessions_in_the_past()
    {
        await using var host = await PastHost.StartAsync();
        await host.KeepAsync("v1");
        var session = await host.Host.SessionAsync("read");
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/alice/db/query?as_of=v1") { Content = new StringContent("SELECT 1") };
        request.Headers.Add("authorization", "Bearer token-of-alice");
        request.Headers.Add("session", session);

        await host.Host.Http.SendAsync(request).ShouldFailAsync(HttpStatusCode.BadRequest, "Other", "*without sessions*");

        var opening = new HttpRequestMessage(HttpMethod.Post, "/v1/alice/db/sessions?as_of=v1");
        opening.Headers.Add("authorization", "Bearer token-of-alice");
        await host.Host.Http.SendAsync(opening).ShouldFailAsync(HttpStatusCode.BadRequest, "Other", "*without sessions*");
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1&as_of=v2")]
    public async Task A_version_that_is_not_clear_is_refused(string asOf)
    {
        await using var host = await PastHost.StartAsync();

        await host.QueryAsync(asOf).ShouldFailAsync(HttpStatusCode.BadRequest, "Other", "as_of must be there once*");
    }

    [Fact]
    public async Task A_server_that_keeps_nothing_says_so()
    {
        await using var host = await PastHost.StartAsync();
        host.Past.IsSetUp = false;

        await host.QueryAsync("v1").ShouldFailAsync(HttpStatusCode.BadRequest, "ConfigurationError", "*[snapshots]*");
    }

    [Fact]
    public async Task A_file_that_says_it_has_a_log_is_read_without_one()
    {
        await using var host = await PastHost.StartAsync();
        var file = await host.KeepAsync("v1");
        file[18] = file[19] = 2;
        host.Past.Keep("v1", file);

        (await host.ValueAsync("v1")).Should().Be("v1");
    }

    [Fact]
    public async Task A_version_counts_as_an_open_database()
    {
        await using var host = await PastHost.StartAsync(options => options.Settings["limits:open_databases"] = "1");
        await host.KeepAsync("v1");
        var session = await host.Host.SessionAsync();

        await host.QueryAsync("v1").ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "Other", "1 databases are open and busy*");

        await host.Host.EndAsync(session, "rollback");
        (await host.ValueAsync("v1")).Should().Be("v1");
        host.Host.Workers().Should().BeEmpty();
    }

    private static async Task<string> TextAsync(Task<HttpResponseMessage> answering)
    {
        using var response = await answering;
        return await response.Content.ReadAsStringAsync();
    }
}
