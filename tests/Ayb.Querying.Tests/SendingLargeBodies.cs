using System.Buffers;
using System.Net.Sockets;
using Ayb.Contracts;
using Ayb.Infrastructure.Configuration;
using Ayb.Querying.Protocol;
using Ayb.Querying.Tests.Fixtures;
using Ayb.Querying.Workers;
using Ayb.Testing;

namespace Ayb.Querying.Tests;

/// <summary>The way of a large body to a worker that takes its time.</summary>
public sealed class SendingLargeBodies : IDisposable
{
    private const int MiB = 1 << 20;

    private readonly TestFolder _folder = new();
    private readonly RequestMemory _memory = new(new LimitsOptions { RequestMemory = new ByteSize(32 * MiB) });
    private readonly Socket _host = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Socket _worker;
    private readonly SendQueue _queue;

    public SendingLargeBodies()
    {
        var path = new UnixDomainSocketEndPoint(Path.Combine(_folder.Path, "socket"));
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(path);
        listener.Listen(1);
        _host.Connect(path);
        _worker = listener.Accept();
        _queue = new SendQueue(_host);
    }

    [Fact]
    public async Task A_body_is_counted_until_it_is_sent_also_when_nobody_waits_any_more()
    {
        var (first, second) = (Body(3 * MiB, 'a'), Body(2 * MiB, 'b'));
        _queue.Add(1, Query(first), isAlone: true);
        _queue.Add(2, Query(second), isAlone: true);
        first.Dispose();
        second.Dispose();
        _memory.Left.Should().Be(27 * MiB, "the worker reads nothing");

        (await ReadAsync(3 * MiB)).Should().OnlyContain(letter => letter == 'a');
        (await ReadAsync(2 * MiB)).Should().OnlyContain(letter => letter == 'b');

        await LeftAsync(32 * MiB);
    }

    [Fact]
    public async Task What_is_said_later_of_a_request_comes_later()
    {
        using var body = Body(MiB, 'a');
        _queue.Add(1, Query(body), isAlone: true);
        _queue.Add(new Frame(0, 1, FrameType.Cancel, FrameMarks.None, 0));

        await ReadAsync(MiB);

        Frame.Read(await ReceiveAsync(Frame.HeaderSize), Frame.MaxToWorker).Type.Should().Be(FrameType.Cancel);
    }

    [Fact]
    public async Task What_a_worker_that_is_gone_has_not_read_is_given_back()
    {
        using var waiting = Body(MiB, 'b');
        _queue.Add(1, Query(Body(3 * MiB, 'a')), isAlone: true);
        _queue.Add(2, Query(waiting), isAlone: true);

        _worker.Dispose();

        await LeftAsync(32 * MiB);
        var late = Body(MiB, 'c');
        _queue.Add(3, Query(late), isAlone: true);
        late.Dispose();
        _memory.Left.Should().Be(32 * MiB);
    }

    public void Dispose()
    {
        _host.Dispose();
        _worker.Dispose();
        _folder.Dispose();
    }

    private static WorkerQuery Query(LargeBody body) => new(0, FrameMarks.None, AnswerFormat.Json, default) { Large = body };

    private LargeBody Body(int length, char letter)
    {
        var body = new LargeBody(_memory, new EntityId("alice"));
        body.Append(new ReadOnlySequence<byte>(Enumerable.Repeat((byte)letter, length).ToArray())).Should().BeNull();
        return body;
    }

    /// <summary>The body of the query that comes next.</summary>
    private async Task<byte[]> ReadAsync(int length)
    {
        var frame = Frame.Read(await ReceiveAsync(Frame.HeaderSize), Frame.MaxToWorker);
        frame.Type.Should().Be(FrameType.Query);
        frame.Length.Should().Be(Frame.SessionSize + length);
        return (await ReceiveAsync(frame.Length))[Frame.SessionSize..];
    }

    private async Task<byte[]> ReceiveAsync(int length)
    {
        using var stream = new NetworkStream(_worker, ownsSocket: false);
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes).AsTask().WaitAsync(QueryingHost.Deadline);
        return bytes;
    }

    private async Task LeftAsync(int bytes)
    {
        using var deadline = new CancellationTokenSource(QueryingHost.Deadline);
        while (_memory.Left != bytes)
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
