using System.Net;
using System.Net.Http.Headers;
using Ayb.Contracts;
using Ayb.Querying.Files;
using Ayb.Querying.Tests.Fixtures;

namespace Ayb.Querying.Tests;

public sealed class DiffingVersions
{
    private const string Kept = """{"snapshot_id":"v1","taken_at":"1970-01-01T00:00:00Z"}""";
    private const string KeptNext = """{"snapshot_id":"v2","taken_at":"1970-01-01T00:00:00Z"}""";
    private const string Deleted = """{"change":"delete","key":{"rowid":1},"from":{"x":"v1","filler":{"base64":""}}}""";
    private const string Update = """{"change":"update","key":{"rowid":1},"from":{"x":"v1"},"to":{"x":"v2"}}""";

    [Fact]
    public async Task Two_versions_are_compared_and_the_database_is_not_even_opened()
    {
        await using var host = await PastHost.StartAsync();
        await host.KeepAsync("v1");
        await host.KeepAsync("v2");

        (await TextAsync(DiffAsync(host, "from=v1&to=v2"))).Should().Be(
            $$"""{"from":{{Kept}},"to":{{KeptNext}},"schema":[],"tables":[{"name":"t","inserted":0,"updated":1,"deleted":0,"rebuilt":false,"compared":true,"rows":[{{Update}}]}]}""");
        (await TextAsync(DiffAsync(host, "from=v1&to=v1&rows=true"))).Should().Be($$"""{"from":{{Kept}},"to":{{Kept}},"schema":[],"tables":[]}""");

        Directory.Exists(Path.Combine(host.Host.Folder, "databases", "db")).Should().BeFalse();
        await LeavesNothingAsync(host);
    }

    [Fact]
    public async Task A_version_is_compared_with_the_database_as_it_is()
    {
        await using var host = await PastHost.StartAsync();
        await host.KeepAsync("v1");
        await host.Host.ValueAsync("CREATE TABLE t (x, filler); SELECT 1");
        var workers = host.Host.Workers().Single().Id;

        (await TextAsync(DiffAsync(host, "from=v1"))).Should().Be(
            $$"""{"from":{{Kept}},"to":null,"schema":[],"tables":[{"name":"t","inserted":0,"updated":0,"deleted":1,"rebuilt":false,"compared":true,"rows":[{{Deleted}}]}]}""");

        host.Host.Workers().Single().Id.Should().Be(workers, "its process goes on");
        await LeavesNothingAsync(host);
        Directory.GetFiles(Path.Combine(host.Host.Folder, "databases", "db"), "copy-*").Should().BeEmpty();
    }

    [Fact]
    public async Task Each_form_says_what_it_is_of()
    {
        await using var host = await PastHost.StartAsync();
        await host.KeepAsync("v1");
        await host.KeepAsync("v2");

        using var text = await DiffAsync(host, "from=v1&to=v2", accept: "text/plain");
        text.Content.Headers.ContentType!.ToString().Should().Be("text/plain; charset=utf-8");
        (await text.Content.ReadAsStringAsync()).Should().Be(
            """
            From v1 (1970-01-01T00:00:00Z) to v2 (1970-01-01T00:00:00Z)
            t  +0 ~1 -0
            ~ {"rowid":1,"x":"v1"} → {"x":"v2"}

            """);
        (await TextAsync(DiffAsync(host, "from=v1&to=v2&rows=false", accept: "text/plain"))).Should().EndWith("t  +0 ~1 -0\n");

        using var sql = await DiffAsync(host, "from=v1&to=v2", accept: "application/sql");
        sql.Content.Headers.ContentType!.ToString().Should().Be("application/sql");
        var script = await sql.Content.ReadAsStringAsync();
        script.Should().StartWith("-- From v1 (1970-01-01T00:00:00Z) to v2 (1970-01-01T00:00:00Z)\nPRAGMA foreign_keys = OFF;\nBEGIN IMMEDIATE;\n");
        await host.Host.QueryAsync(script, path: "alice/db-v1");
        (await host.Host.ValueAsync("SELECT x FROM t", "alice/db-v1")).Should().Be("v2", "it runs as it is");
    }

    [Fact]
    public async Task Only_who_may_look_back_compares()
    {
        await using var host = await PastHost.StartAsync();
        await host.KeepAsync("v1");

        (await DiffAsync(host, "from=v1&to=v1", caller: "dave")).StatusCode.Should().Be(HttpStatusCode.OK);
        var asked = host.Past.Asked;
        await DiffAsync(host, "from=v1", caller: "bob").ShouldFailAsync(
            HttpStatusCode.Forbidden, "Unauthorized", "Authenticated entity bob can't query earlier versions of database alice/db");
        await DiffAsync(host, "from=v1", caller: "carol").ShouldFailAsync(HttpStatusCode.Forbidden, "Unauthorized", "Authenticated entity carol can't query database alice/db");
        await DiffAsync(host, "from=v1", caller: null).ShouldFailAsync(HttpStatusCode.Unauthorized, "Unauthorized", "*API token*");
        await DiffAsync(host, "from=v1", path: "alice/unknown").ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", "*alice/unknown*");
        host.Past.Asked.Should().Be(asked, "what is kept is nobody else's affair");
    }

    [Fact]
    public async Task Who_may_no_longer_look_back_when_they_are_fetched_sees_nothing_of_them()
    {
        await using var host = await PastHost.StartAsync();
        await host.KeepAsync("v1");
        host.Past.BeforeWriting = (_, _) =>
        {
            host.Host.Cast().Grant("alice", QueryAccess.ReadOnly);
            return Task.FromResult<Result<Nothing>>(new Nothing());
        };

        await DiffAsync(host, "from=v1&to=v1").ShouldFailAsync(HttpStatusCode.Forbidden, "Unauthorized", "*alice can't query earlier versions*");
        await LeavesNothingAsync(host);
    }

    [Fact]
    public async Task Versions_take_the_room_that_there_is_for_versions()
    {
        await using var host = await PastHost.StartAsync(options => options.Settings["querying:versions_bytes"] = "1MiB");
        await host.KeepAsync("v1", bytes: 400_000);
        await host.KeepAsync("v2", bytes: 400_000);
        using (var reading = await host.QueryAsync("v1", PastHost.Endless, completion: HttpCompletionOption.ResponseHeadersRead))
        {
            using var refused = await DiffAsync(host, "from=v1&to=v2");
            await Task.FromResult(refused).ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "Other", "*(querying.versions_bytes); try again*");
            refused.Headers.RetryAfter!.Delta.Should().BePositive();
            await LeavesNothingAsync(host);
        }

        await host.UntilAsync(async () => (await DiffAsync(host, "from=v1&to=v2")).StatusCode == HttpStatusCode.OK);
        host.Folders.Should().BeEmpty("what nobody reads makes room");
        await LeavesNothingAsync(host);
        (await host.ValueAsync("v1")).Should().Be("v1", "there is room again");
        (await host.ValueAsync("v2")).Should().Be("v2");
        host.Folders.Should().Equal("db@v1", "db@v2");
    }

    [Theory]
    [InlineData("", "from must be there once*")]
    [InlineData("from=", "from must be there once*")]
    [InlineData("from=v1&from=v2", "from must be there once*")]
    [InlineData("from=v1&to=", "to is the id of a snapshot*")]
    [InlineData("from=v1&to=v1&to=v2", "to is the id of a snapshot*")]
    [InlineData("from=v1&rows=some", "rows is true or false.")]
    [InlineData("from=v1&rows=false", "A script is nothing without its rows*", "application/sql")]
    public async Task A_question_that_is_not_clear_is_refused(string query, string message, string? accept = null)
    {
        await using var host = await PastHost.StartAsync();

        await DiffAsync(host, query, accept: accept).ShouldFailAsync(HttpStatusCode.BadRequest, "Other", message);
    }

    [Fact]
    public async Task Versions_that_there_are_not_are_not_compared()
    {
        await using var host = await PastHost.StartAsync();
        await host.KeepAsync("v1");

        await DiffAsync(host, "from=v7").ShouldFailAsync(HttpStatusCode.NotFound, "SnapshotDoesNotExistError", "*v7*");
        await DiffAsync(host, "from=v1&to=v7").ShouldFailAsync(HttpStatusCode.NotFound, "SnapshotDoesNotExistError", "*v7*");
        host.Past.IsSetUp = false;
        await DiffAsync(host, "from=v1").ShouldFailAsync(HttpStatusCode.BadRequest, "ConfigurationError", "*add [snapshots] to*");
        host.Past.Written.Should().BeEmpty();
    }

    [Fact]
    public async Task What_fails_leaves_nothing_and_gives_its_place_back()
    {
        await using var host = await PastHost.StartAsync();
        await host.Host.ValueAsync("SELECT 1");
        host.Past.Keep("v1", await host.KeepAsync("v2"));
        host.Past.BeforeWriting = (id, _) => Task.FromResult<Result<Nothing>>(
            id == "v2" ? new AybError(ErrorKind.Snapshot, "It is not what was stored.") : new Nothing());

        for (var attempt = 0; attempt <= LongWork.MostOfAccount; attempt++)
        {
            await DiffAsync(host, "from=v1&to=v2").ShouldFailAsync(HttpStatusCode.Conflict, "SnapshotError", "It is not what was stored.");
            await LeavesNothingAsync(host);
        }

        host.Past.Keep("v1", [.. Enumerable.Repeat((byte)'x', 8192)]);
        await DiffAsync(host, "from=v1").ShouldFailAsync(HttpStatusCode.Conflict, "SnapshotError", "One of the two versions is damaged: file is not a database.");
        await LeavesNothingAsync(host);
    }

    [Fact]
    public async Task A_version_that_says_it_has_a_log_is_read_without_one()
    {
        await using var host = await PastHost.StartAsync();
        var file = await host.KeepAsync("v1");
        file[18] = file[19] = 2;
        host.Past.Keep("v1", file);

        (await TextAsync(DiffAsync(host, "from=v1&to=v1"))).Should().EndWith("\"tables\":[]}");
    }

    [Fact]
    public async Task A_client_that_goes_away_ends_it_and_leaves_nothing()
    {
        await using var host = await PastHost.StartAsync();
        await host.KeepAsync("v1", bytes: 20_000_000);
        await host.Host.ValueAsync("CREATE TABLE t (x, filler); SELECT 1");

        for (var attempt = 0; attempt <= LongWork.MostOfAccount; attempt++)
        {
            using (var response = await DiffAsync(host, "from=v1", completion: HttpCompletionOption.ResponseHeadersRead))
            {
                response.StatusCode.Should().Be(HttpStatusCode.OK, "its places are free again");
                await using var content = await response.Content.ReadAsStreamAsync();
                (await content.ReadAsync(new byte[100])).Should().BePositive();
            }

            await LeavesNothingAsync(host);
        }
    }

    [Fact]
    public async Task One_that_breaks_off_is_told_in_the_log()
    {
        await using var host = await PastHost.StartAsync();
        await host.KeepAsync("v1", bytes: 20_000_000);
        await host.Host.ValueAsync("CREATE TABLE t (x, filler); SELECT 1");
        using var response = await DiffAsync(host, "from=v1", completion: HttpCompletionOption.ResponseHeadersRead);

        var folder = Directory.EnumerateDirectories(Path.Combine(host.Host.Folder, "transfers")).Single();
        host.Host.Workers(Path.GetFileName(folder), "transfers").Single().Kill();

        await FluentActions.Awaiting(() => response.Content.ReadAsStringAsync().WaitAsync(QueryingHost.Deadline)).Should().ThrowAsync<HttpRequestException>();
        host.Host.Log().Of(3015).Should().ContainSingle().Which.Should().Contain("a comparison of its versions broke off by a failure of kind Unavailable");
    }

    private static Task<HttpResponseMessage> DiffAsync(
        PastHost host, string query, string? caller = "alice", string path = "alice/db", string? accept = null, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/{path}/diff?{query}");
        request.Headers.Authorization = caller is null ? null : new AuthenticationHeaderValue("Bearer", $"token-of-{caller}");
        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        return host.Host.Http.SendAsync(request, completion).WaitAsync(QueryingHost.Deadline);
    }

    private static Task LeavesNothingAsync(PastHost host)
    {
        var transfers = Path.Combine(host.Host.Folder, "transfers");
        return host.UntilAsync(() => !Directory.Exists(transfers) || !Directory.EnumerateFileSystemEntries(transfers).Any());
    }

    private static async Task<string> TextAsync(Task<HttpResponseMessage> answering)
    {
        using var response = await answering;
        return await response.Content.ReadAsStringAsync();
    }
}
