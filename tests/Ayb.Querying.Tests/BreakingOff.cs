using System.Net;
using System.Net.Sockets;
using System.Text;
using Ayb.Querying.Tests.Fixtures;
using Ayb.Testing;
using Microsoft.Extensions.Logging;

namespace Ayb.Querying.Tests;

/// <summary>Answers that end before their time: by a failure after the first byte, or because nobody listens any more.</summary>
public sealed class BreakingOff
{
    private const string Ndjson = "application/x-ndjson";
    private const string Csv = "text/csv";
    private const string Endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c";
    private const string Overflow = """{"type":"QueryError","message":"integer overflow"}""";

    [Theory]
    [InlineData(null)]
    [InlineData(Ndjson)]
    [InlineData(Csv)]
    public async Task A_failure_before_the_first_byte_is_an_error(string? accept)
    {
        await using var host = await QueryingHost.StartAsync();

        await host.TextAsync(FailingAfter(10), accept: accept).ShouldFailAsync(HttpStatusCode.BadRequest, "QueryError", "integer overflow");
        await host.JsonAsync($"""["{FailingAfter(10)}"]""", accept: accept).ShouldFailAsync(HttpStatusCode.BadRequest, "QueryError", "integer overflow");
    }

    [Theory]
    [InlineData(null, """{"fields":["x"],"rows":[["1"],["2"],""")]
    [InlineData(Csv, "x\r\n1\r\n2\r\n")]
    [InlineData(Ndjson, "{\"x\":1}\n{\"x\":2}\n")]
    public async Task A_failure_after_the_first_byte_cuts_the_connection(string? accept, string beginning)
    {
        await using var host = await QueryingHost.StartAsync();

        var (answer, isWhole) = await ReadSlowlyAsync(host, FailingAfter(300_000), accept);

        isWhole.Should().BeFalse();
        answer.Should().StartWith(beginning);
        (await host.ValueAsync("SELECT 1")).Should().Be("1");
    }

    [Fact]
    public async Task The_last_line_of_NDJSON_says_why_it_is_cut()
    {
        await using var host = await QueryingHost.StartAsync();

        var (answer, isWhole) = await ReadSlowlyAsync(host, FailingAfter(300_000), Ndjson);

        isWhole.Should().BeFalse();
        answer.Should().EndWith("{\"x\":299999}\n{\"error\":" + Overflow + "}\n");

        // The web server may warn of a busy machine.
        host.Log().Entries.Should().NotContain(entry => entry.Level >= (entry.Event >= 3000 && entry.Event < 4000 ? LogLevel.Warning : LogLevel.Error));
    }

    [Fact]
    public async Task A_typed_answer_ends_well_with_the_error_in_it()
    {
        await using var host = await QueryingHost.StartAsync();

        var results = await host.ResultsAsync($"""["SELECT 1","{FailingAfter(300_000)}","SELECT 2"]""");

        results.GetArrayLength().Should().Be(2);
        results[0].GetProperty("rows").GetRawText().Should().Be("[[1]]");
        results[1].GetProperty("rows").GetArrayLength().Should().Be(299_999);
        results[1].GetProperty("error").GetRawText().Should().Be(Overflow);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(false, Ndjson)]
    [InlineData(false, Csv)]
    [InlineData(true, null)]
    [InlineData(true, Ndjson)]
    [InlineData(true, Csv)]
    public async Task A_statement_ends_when_its_client_goes_away_amid_the_answer(bool json, string? accept)
    {
        await using var host = await StartPatientAsync();

        for (var client = 0; client < 8; client++)
        {
            using var response = json
                ? await host.JsonAsync($"""["{Endless}"]""", accept: accept, completion: HttpCompletionOption.ResponseHeadersRead)
                : await host.TextAsync(Endless, accept: accept, completion: HttpCompletionOption.ResponseHeadersRead);
            await using var stream = await response.Content.ReadAsStreamAsync();
            await stream.ReadExactlyAsync(new byte[100_000]);
        }

        (await host.ValueAsync("SELECT 1")).Should().Be("1");
        host.Workers().Should().ContainSingle();
    }

    [Fact]
    public async Task A_write_is_undone_when_its_client_goes_away()
    {
        await using var host = await StartPatientAsync();
        await host.QueryAsync("CREATE TABLE t(a)");
        using var leaving = new CancellationTokenSource();
        var writing = host.QueryAsync(new StringContent($"INSERT INTO t {Endless}"), cancellationToken: leaving.Token);
        await host.UntilAsync(() => host.LogBytes() > 1 << 20);

        await leaving.CancelAsync();
        await writing.Invoking(pending => pending).Should().ThrowAsync<OperationCanceledException>();

        (await host.QueryAsync("INSERT INTO t VALUES('next')")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await host.ValueAsync("SELECT group_concat(a) FROM t")).Should().Be("next");
    }

    /// <summary>A query that does not end when it should is in the way of all others, and has more time than a test.</summary>
    private static Task<ModuleHost> StartPatientAsync() => QueryingHost.StartAsync(configure: options =>
    {
        options.Settings["limits:query_time"] = "10m";
        options.Settings["limits:concurrent_queries"] = "1";
    });

    private static string FailingAfter(int rows) =>
        "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) "
        + $"SELECT CASE WHEN x < {rows} THEN x ELSE abs(-9223372036854775807 - 1) END AS x FROM c";

    /// <summary>Takes an answer in little pieces, as over a slow line: what the server has written waits in its buffers.</summary>
    private static async Task<(string Answer, bool IsWhole)> ReadSlowlyAsync(ModuleHost host, string sql, string? accept)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(host.Http.BaseAddress!.Host, host.Http.BaseAddress.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            "POST /v1/alice/db/query HTTP/1.1\r\nHost: ayb\r\nAuthorization: Bearer token-of-alice\r\n"
            + $"Accept: {accept ?? "*/*"}\r\nContent-Length: {sql.Length}\r\n\r\n{sql}"));
        var received = new MemoryStream();
        var piece = new byte[1000];
        while (await socket.ReceiveAsync(piece).WaitAsync(QueryingHost.Deadline) is > 0 and var count)
        {
            received.Write(piece, 0, count);
        }

        return Unchunk(received.ToArray());
    }

    private static (string Text, bool IsWhole) Unchunk(ReadOnlySpan<byte> answer)
    {
        answer = answer[(answer.IndexOf("\r\n\r\n"u8) + 4)..];
        var text = new StringBuilder();
        while (answer.Length > 0)
        {
            var line = answer.IndexOf("\r\n"u8);
            var length = Convert.ToInt32(Encoding.ASCII.GetString(answer[..line]), 16);
            if (length == 0)
            {
                return (text.ToString(), true);
            }

            answer = answer[(line + 2)..];
            text.Append(Encoding.UTF8.GetString(answer[..Math.Min(length, answer.Length)]));
            answer = answer[Math.Min(length + 2, answer.Length)..];
        }

        return (text.ToString(), false);
    }
}
