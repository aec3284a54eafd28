using System.Net.Sockets;
using System.Text;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests;

/// <summary>Traffic that nobody has thought of. A failure names the seed that leads to it.</summary>
public sealed class FuzzingFrames
{
    private const int FramesInARound = 150, MostMemory = 600 << 20;

    [Fact]
    public async Task Every_request_has_one_answer_whatever_comes_beside_it()
    {
        using var folder = new TestFolder();
        foreach (var seed in FuzzRounds.Seeds(40))
        {
            await using var worker = await WorkerUnderTest.StartAsync(folder.Path);
            var answers = await new RandomTraffic(worker, new Random(seed)).SendAsync(FramesInARound);

            answers.Should().NotBeEmpty();
            (await worker.QueryAsync("PRAGMA integrity_check")).Value.Should().Be("ok", "seed {0} should harm nothing", seed);
            worker.Strays.Should().Be(0, "seed {0} asks for one answer to each", seed);
            HighestMemory(worker).Should().BeLessThan(MostMemory, "seed {0} should not use up the memory", seed);
        }
    }

    [Fact]
    public async Task A_second_answer_would_be_noticed()
    {
        using var folder = new TestFolder();
        await using var worker = await WorkerUnderTest.StartAsync(folder.Path);
        var session = await worker.OpenSessionAsync();
        await session.NextAsync();
        var twice = await worker.SendQueryAsync("SELECT 1"u8.ToArray(), FrameMarks.None, AnswerFormat.Json, session.Id);
        byte[] payload = [.. BitConverter.GetBytes(session.Id), .. "SELECT 1"u8];

        await worker.SendAsync(new Frame(payload.Length, twice.Id, FrameType.Query, FrameMarks.None, 0), payload);
        await worker.EndSessionAsync(session, commit: true);

        worker.Strays.Should().Be(1);
    }

    [Fact]
    public async Task Frames_that_are_none_end_it_in_order_and_leave_the_file_whole()
    {
        using var folder = new TestFolder();
        foreach (var seed in FuzzRounds.Seeds(60))
        {
            var worker = await WorkerUnderTest.StartAsync(folder.Path);
            await worker.QueryAsync("CREATE TABLE IF NOT EXISTS t(a, b); INSERT INTO t VALUES(1, zeroblob(2000))");

            await SendUnlessEndedAsync(worker, Damaged(new Random(seed)));
            worker.CloseSocket();

            await worker.EndedAsync();
            worker.Process.ExitCode.Should().BeOneOf([0, 1], "seed {0} should not crash it", seed);
            await worker.DisposeAsync();
        }

        await using var last = await WorkerUnderTest.StartAsync(folder.Path);
        (await last.QueryAsync("PRAGMA integrity_check")).Value.Should().Be("ok");
    }

    /// <summary>Frames that were well formed until some of their bytes were changed, lost or doubled.</summary>
    private static byte[] Damaged(Random random)
    {
        var bytes = new List<byte>();
        for (var frame = random.Next(1, 20); frame > 0; frame--)
        {
            bytes.AddRange(AnyFrame(random));
        }

        for (var damage = random.Next(1, 8); damage > 0 && bytes.Count > 0; damage--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 16), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes[..Math.Min(random.Next(1, 16), bytes.Count)]);
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }

    private static byte[] AnyFrame(Random random)
    {
        FrameType[] types = [FrameType.Query, FrameType.Query, FrameType.Cancel, FrameType.Credit, FrameType.OpenSession, FrameType.EndSession];
        var type = types[random.Next(types.Length)];
        var text = random.Next(2) == 0 ? "INSERT INTO t VALUES(2, zeroblob(100)) RETURNING a" : """["SELECT * FROM t", "INSERT INTO t VALUES(?, 3)", 4]""";
        byte[] payload = type == FrameType.Query ? [.. BitConverter.GetBytes(random.Next(3)), .. Encoding.UTF8.GetBytes(text)] : [];
        var head = new byte[Frame.HeaderSize];
        new Frame(payload.Length, (uint)random.Next(6), type, (FrameMarks)random.Next(8), (ushort)random.Next(4)).Write(head);
        return [.. head, .. payload];
    }

    private static async Task SendUnlessEndedAsync(WorkerUnderTest worker, byte[] bytes)
    {
        try
        {
            await worker.SendBytesAsync(bytes);
        }
        catch (SocketException)
        {
            // It has had enough.
        }
    }

    private static long HighestMemory(WorkerUnderTest worker)
    {
        var line = File.ReadLines($"/proc/{worker.Process.Id}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) << 10;
    }
}
