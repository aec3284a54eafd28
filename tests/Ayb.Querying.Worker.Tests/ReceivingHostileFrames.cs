using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests;

/// <summary>The worker believes its host, but whatever comes it goes on or ends; it never hangs.</summary>
public sealed class ReceivingHostileFrames : WorkerScenario
{
    private const string Silent = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c";

    [Theory]
    [InlineData(Frame.MaxToWorker + 1)]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public async Task A_length_over_the_limit_ends_it(int length)
    {
        await Worker.SendAsync(new Frame(length, 1, FrameType.Query, FrameMarks.MayWrite, 0));

        await Worker.EndedAsync();
    }

    [Fact]
    public async Task The_longest_frame_is_taken()
    {
        using var folder = new TestFolder();
        await using var worker = await WorkerUnderTest.StartAsync(folder.Path, new WorkerLimits { StatementBytes = Frame.MaxToWorker });
        var sql = new byte[Frame.MaxToWorker - Frame.SessionSize];
        Array.Fill(sql, (byte)' ');
        "SELECT 1"u8.CopyTo(sql);

        (await worker.QueryAsync(sql)).Value.Should().Be("1");
        (await worker.QueryAsync("SELECT 1")).Value.Should().Be("1");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData((int)FrameType.Ready)]
    [InlineData((int)FrameType.Chunk)]
    [InlineData((int)FrameType.Failure)]
    [InlineData(255)]
    public async Task A_type_that_it_does_not_know_is_skipped(int type)
    {
        await Worker.SendAsync(new Frame(3, 1, (FrameType)type, (FrameMarks)0xFF, ushort.MaxValue), [1, 2, 3]);

        (await Worker.QueryAsync("SELECT 1")).Value.Should().Be("1");
    }

    [Theory]
    [InlineData(FrameType.Cancel)]
    [InlineData(FrameType.Credit)]
    public async Task A_request_that_it_does_not_know_is_skipped(FrameType type)
    {
        await Worker.SendAsync(new Frame(0, 999, type, FrameMarks.None, ushort.MaxValue));

        (await Worker.QueryAsync("SELECT 1")).Value.Should().Be("1");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Random_bytes_do_not_make_it_hang(int seed)
    {
        var bytes = new byte[64 * 1024];
        new Random(seed).NextBytes(bytes);
        for (var at = 0; at < bytes.Length - 4; at += 512)
        {
            // Short frames now and then, or the first length would end every round.
            BitConverter.TryWriteBytes(bytes.AsSpan(at), 500).Should().BeTrue();
        }

        await SendUnlessEndedAsync(bytes);
        Worker.CloseSocket();

        await Worker.EndedAsync();
    }

    [Theory]
    [InlineData(Silent)]
    [InlineData("CREATE TABLE t(a); INSERT INTO t " + Silent)]
    [InlineData("SELECT 1")]
    public async Task A_closed_socket_ends_it_also_amid_a_statement(string sql)
    {
        await Worker.SendQueryAsync(sql);
        await Worker.SendQueryAsync(sql);

        Worker.CloseSocket();

        await Worker.EndedAsync();
        Worker.Process.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Half_a_frame_and_then_nothing_ends_it()
    {
        await Worker.SendBytesAsync([5, 0, 0, 0, 1, 0]);
        Worker.CloseSocket();

        await Worker.EndedAsync();
        Worker.Process.ExitCode.Should().Be(0);
    }

    private async Task SendUnlessEndedAsync(byte[] bytes)
    {
        try
        {
            await Worker.SendBytesAsync(bytes);
        }
        catch (System.Net.Sockets.SocketException)
        {
            // It has had enough.
        }
    }
}
