using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Ayb.Contracts;
using Ayb.Querying.Files;
using Ayb.Querying.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Tests;

public sealed class ExportingDatabases
{
    private const string Fill = "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 20000) INSERT INTO t SELECT hex(randomblob(500)) FROM r; SELECT 1";

    [Fact]
    public async Task A_SQLite_file_comes_with_its_length_its_name_and_its_digest()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync("CREATE TABLE t (x); INSERT INTO t VALUES ('here'), ('deleted-some-time-ago'); DELETE FROM t WHERE x LIKE 'deleted%'; SELECT 1");

        var response = await host.ExportAsync();

        var bytes = await response.Content.ReadAsByteArrayAsync();
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().Should().Be("application/vnd.sqlite3");
        response.Content.Headers.ContentLength.Should().Be(bytes.Length);
        response.Content.Headers.ContentDisposition!.ToString().Should().Be("attachment; filename=db.sqlite; filename*=UTF-8''db.sqlite");
        response.Headers.GetValues("repr-digest").Should().Equal($"sha-256=:{Convert.ToBase64String(SHA256.HashData(bytes))}:");
        Encoding.Latin1.GetString(bytes).Should().StartWith("SQLite format 3\0").And.Contain("here").And.NotContain("deleted-some-time-ago");
        await host.ShouldLeaveNothingAsync();
    }

    [Fact]
    public async Task Other_formats_stream_out_of_a_copy()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync("CREATE TABLE t (x); INSERT INTO t VALUES (1); CREATE TABLE \"../up/and:away\" (y); CREATE TABLE \"T\"\"\" (z); CREATE TABLE con (c); SELECT 1");

        var sql = await host.ExportAsync("?format=sql");
        var csv = await host.ExportAsync(accept: "text/csv");

        sql.Content.Headers.ContentType!.ToString().Should().Be("application/sql");
        sql.Content.Headers.ContentDisposition!.FileName.Should().Be("db.sql");
        (await sql.Content.ReadAsStringAsync()).Should().StartWith("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE t (x);\nINSERT INTO \"t\"(rowid,\"x\") VALUES(1,1);\n").And.EndWith("COMMIT;\n");
        csv.Content.Headers.ContentType!.ToString().Should().Be("application/zip");
        csv.Content.Headers.ContentDisposition!.FileName.Should().Be("db.csv.zip");
        using var archive = new ZipArchive(await csv.Content.ReadAsStreamAsync());
        archive.Entries.Select(entry => entry.FullName).Should().Equal("t.csv", "_up_and_away.csv", "T_.csv", "_con.csv");
        using var rows = new StreamReader(archive.GetEntry("t.csv")!.Open());
        (await rows.ReadToEndAsync()).Should().Be("x\r\n1\r\n");
        await host.ShouldLeaveNothingAsync();
    }

    [Theory]
    [InlineData(null, "application/vnd.sqlite3")]
    [InlineData("*/*", "application/vnd.sqlite3")]
    [InlineData("text/html, */*;q=0.8", "application/vnd.sqlite3")]
    [InlineData("text/html", "application/vnd.sqlite3")]
    [InlineData("application/sql", "application/sql")]
    [InlineData("application/sql;q=0.5, application/zip", "application/zip")]
    [InlineData("application/zip;q=0, application/*", "application/vnd.sqlite3")]
    public async Task The_format_is_what_the_client_accepts(string? accept, string type)
    {
        await using var host = await QueryingHost.StartAsync();

        (await host.ExportAsync(accept: accept)).Content.Headers.ContentType!.ToString().Should().Be(type);
    }

    [Fact]
    public async Task Who_may_query_may_export()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync("CREATE TABLE t (x); SELECT 1");

        (await host.ExportAsync(caller: "bob")).StatusCode.Should().Be(HttpStatusCode.OK);
        await host.ExportAsync(caller: "carol").ShouldFailAsync(HttpStatusCode.Forbidden, "Unauthorized", "Authenticated entity carol can't query database alice/db");
        (await host.ExportAsync(caller: null)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        await host.ExportAsync(path: "alice/nothing").ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", "*");
        await host.ExportAsync("?format=xml").ShouldFailAsync(HttpStatusCode.BadRequest, "Other", "The format of an export is one of: *sqlite*");
    }

    [Fact]
    public async Task What_SQL_cannot_say_is_told_before_the_first_byte()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync("CREATE VIRTUAL TABLE f USING fts5(a, content=''); SELECT 1");

        await host.ExportAsync("?format=sql").ShouldFailAsync(HttpStatusCode.Conflict, "Other", "The table \"f\" has only an index*");
        (await host.ExportAsync()).StatusCode.Should().Be(HttpStatusCode.OK);
        await host.ShouldLeaveNothingAsync();
    }

    [Theory]
    [InlineData("?format=sqlite")]
    [InlineData("?format=sql")]
    [InlineData("?format=csv")]
    public async Task A_client_that_goes_away_ends_it_and_leaves_nothing(string query)
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync($"CREATE TABLE t (x); {Fill}");

        for (var attempt = 0; attempt <= LongWork.MostOfAccount; attempt++)
        {
            using (var response = await host.ExportAsync(query, completion: HttpCompletionOption.ResponseHeadersRead))
            {
                response.StatusCode.Should().Be(HttpStatusCode.OK, "its places are free again");
                await using var content = await response.Content.ReadAsStreamAsync();
                (await content.ReadAsync(new byte[100])).Should().BePositive();
            }

            await host.ShouldLeaveNothingAsync();
        }
    }

    [Fact]
    public async Task An_archive_that_breaks_off_is_none()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync($"CREATE TABLE t (x); {Fill}");

        // Computed when it is read: of the last row alone it can't be.
        await host.ValueAsync("INSERT INTO t VALUES (''); ALTER TABLE t ADD y AS (abs(length(x) - 9223372036854775807 - 1)); SELECT 1");
        using var response = await host.ExportAsync("?format=csv", completion: HttpCompletionOption.ResponseHeadersRead);
        var received = new MemoryStream();

        var receiving = async () =>
        {
            await using var content = await response.Content.ReadAsStreamAsync();
            await content.CopyToAsync(received);
        };

        await receiving.Should().ThrowAsync<HttpIOException>();
        var archive = received.ToArray();
        archive.AsSpan().StartsWith("PK\u0003\u0004"u8).Should().BeTrue();
        archive.AsSpan().IndexOf("PK\u0007\u0008"u8).Should().Be(-1, "the file in it has no end");
        archive.AsSpan().IndexOf("PK\u0005\u0006"u8).Should().Be(-1, "and neither has the archive");
        host.Log().Of(3014).Should().ContainSingle().Which.Should().EndWith(": an export of it broke off by a failure of kind Query");
        await host.ShouldLeaveNothingAsync();
    }

    [Theory]
    [InlineData("?format=sqlite")]
    [InlineData("?format=sql")]
    [InlineData("?format=csv")]
    public async Task Who_may_no_longer_when_it_is_copied_gets_nothing(string query)
    {
        var revoked = new AybError(ErrorKind.InvalidToken, "API token has been revoked");
        await using var host = await QueryingHost.StartAsync(configure: options => options.Answer<MayStill>(question => question.Answer(revoked)));
        await host.ValueAsync("CREATE TABLE t (x); SELECT 1");

        for (var attempt = 0; attempt <= LongWork.MostOfAccount; attempt++)
        {
            await host.ExportAsync(query).ShouldFailAsync(HttpStatusCode.Unauthorized, "InvalidToken", "API token has been revoked");
        }

        await host.ShouldLeaveNothingAsync();
    }

    [Fact]
    public async Task A_slow_client_holds_nobody_but_the_next_of_the_same_account()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync($"CREATE TABLE t (x); {Fill}");
        using var first = await host.ExportAsync("?format=sql", completion: HttpCompletionOption.ResponseHeadersRead);
        using var second = await host.ExportAsync("?format=csv", completion: HttpCompletionOption.ResponseHeadersRead);

        var third = await host.ExportAsync();

        third.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(5));
        await Task.FromResult(third).ShouldFailAsync(HttpStatusCode.TooManyRequests, "Other", "2 exports, imports*of your account run*");
        (await host.ExportAsync(caller: "bob")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await host.ValueAsync("DELETE FROM t; SELECT count(*) FROM t")).Should().Be("0");
        (await first.Content.ReadAsStringAsync()).Should().EndWith("COMMIT;\n");
        using var archive = new ZipArchive(await second.Content.ReadAsStreamAsync());
        using var rows = new StreamReader(archive.Entries.Single().Open());
        (await rows.ReadToEndAsync()).Split("\r\n").Should().HaveCount(20_002);
        await host.ShouldLeaveNothingAsync();
    }

    [Fact]
    public async Task What_a_server_that_died_was_about_to_send_is_gone_with_the_next_start()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "transfers", "x"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "transfers", "x", "sent"), "half a file");
        var transfers = new TransferFolders(new Infrastructure.ServerOptions { DataPath = folder.Path });

        transfers.Empty();

        Directory.GetFileSystemEntries(folder.Path).Should().BeEmpty();
    }
}
