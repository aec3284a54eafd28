using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Ayb.Querying.Protocol;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests.Fixtures;

/// <summary>The built worker, with the test in the host's place at the other end of its socket.</summary>
internal sealed class WorkerUnderTest : IAsyncDisposable
{
    /// <summary>In the environment that the worker is started with.</summary>
    public const string Canary = "canary-a81f0c";

    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>The usual ones, but a session outlives a machine that stalls.</summary>
    public static readonly WorkerLimits Limits = new() { SessionIdle = TimeSpan.FromMinutes(1), SessionTimeContended = TimeSpan.FromMinutes(1) };

    // Descriptors that a careless host would hand down: one below and one above the worker's own.
    private const string LeakDescriptors = "exec 3</etc/hostname 9</etc/hostname; exec \"$0\" \"$@\"";

    private readonly ConcurrentDictionary<uint, SentQuery> _queries = new();
    private readonly TestFolder _sockets;
    private readonly Socket _socket;
    private readonly TaskCompletionSource<ReceivedFrame> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _sending = new(1);
    private readonly Task _receiving;
    private int _lastId;

    private WorkerUnderTest(TestFolder sockets, Process process, Socket socket, string folder)
    {
        (_sockets, Process, _socket, Folder) = (sockets, process, socket, folder);
        _receiving = ReceiveAsync();
    }

    public Process Process { get; }

    /// <summary>The database's own; whoever started the worker removes it.</summary>
    public string Folder { get; }

    /// <summary>The worker's first frame: it is ready, or says why not.</summary>
    public Task<ReceivedFrame> Ready => _ready.Task;

    /// <summary>Frames of requests that were never made, or had their last frame already.</summary>
    public int Strays { get; private set; }

    /// <summary>A worker that serves the database in a folder.</summary>
    /// <param name="folder">Of its database.</param>
    /// <param name="limits">What its queries may use, if not <see cref="Limits"/>.</param>
    /// <param name="tracer">A program that watches over it, and its arguments; see <see cref="Fault"/>.</param>
    public static async Task<WorkerUnderTest> StartAsync(string folder, WorkerLimits? limits = null, string[]? tracer = null)
    {
        var worker = await LaunchAsync(folder, limits, tracer);
        (await worker.Ready.WaitAsync(Deadline)).Frame.Type.Should().Be(FrameType.Ready);
        return worker;
    }

    /// <summary>A worker that has connected and may not be ready yet.</summary>
    /// <param name="folder">Of its database.</param>
    /// <param name="limits">What its queries may use.</param>
    /// <param name="tracer">A program that watches over it as one of its descendants, and its arguments; see <see cref="Fault"/>.</param>
    public static async Task<WorkerUnderTest> LaunchAsync(string folder, WorkerLimits? limits = null, string[]? tracer = null)
    {
        var sockets = new TestFolder();
        var path = Path.Combine(sockets.Path, "s");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);
        var start = new ProcessStartInfo(
            "/bin/sh", ["-c", LeakDescriptors, .. tracer ?? [], Executables.Worker, path, folder, (limits ?? Limits).ToArgument()])
        {
            RedirectStandardInput = true,
        };
        start.Environment["AYB__AUTHENTICATION__FERNET_KEY"] = Canary;
        var process = Process.Start(start)!;
        return new WorkerUnderTest(sockets, process, await listener.AcceptAsync().WaitAsync(Deadline), folder);
    }

    /// <summary>Asks for what must not fail.</summary>
    public async Task RunAsync(string sql)
    {
        var answer = await QueryAsync(sql);
        answer.Failure.Should().BeNull(answer.Message);
    }

    /// <summary>Asks, and takes the whole answer.</summary>
    public Task<Answer> QueryAsync(string sql, bool mayWrite = true) => QueryAsync(Encoding.UTF8.GetBytes(sql), mayWrite);

    public async Task<Answer> QueryAsync(byte[] sql, bool mayWrite = true) =>
        await (await SendQueryAsync(sql, mayWrite)).FinishAsync();

    public Task<SentQuery> SendQueryAsync(string sql, bool mayWrite = true) => SendQueryAsync(Encoding.UTF8.GetBytes(sql), mayWrite);

    /// <summary>Asks, and leaves the answer to be taken.</summary>
    public Task<SentQuery> SendQueryAsync(byte[] sql, bool mayWrite = true) =>
        SendQueryAsync(sql, mayWrite ? FrameMarks.MayWrite : FrameMarks.None, AnswerFormat.Json);

    public async Task<SentQuery> SendQueryAsync(byte[] body, FrameMarks marks, AnswerFormat format, uint session = 0)
    {
        var query = NewQuery();
        await SendAsync(
            new Frame(Frame.SessionSize + body.Length, query.Id, FrameType.Query, marks, (ushort)format),
            [.. BitConverter.GetBytes(session), .. body]);
        return query;
    }

    /// <summary>Asks by a JSON request.</summary>
    public Task<Answer> JsonAsync(string json, bool mayWrite = true, AnswerFormat format = AnswerFormat.Json, uint session = 0) =>
        AnswerAsync(Encoding.UTF8.GetBytes(json), FrameMarks.Json | (mayWrite ? FrameMarks.MayWrite : FrameMarks.None), format, session);

    /// <summary>Asks by text, for an answer in a format or in a session.</summary>
    public Task<Answer> TextAsync(string sql, AnswerFormat format = AnswerFormat.Json, uint session = 0) =>
        AnswerAsync(Encoding.UTF8.GetBytes(sql), FrameMarks.MayWrite, format, session);

    /// <summary>Asks for a session; its first frame says whether it is open.</summary>
    public async Task<SentQuery> OpenSessionAsync(bool toWrite = true)
    {
        var session = NewQuery();
        await SendAsync(new Frame(0, session.Id, FrameType.OpenSession, toWrite ? FrameMarks.MayWrite : FrameMarks.None, 0));
        return session;
    }

    public async Task<Answer> EndSessionAsync(SentQuery session, bool commit)
    {
        await SendAsync(new Frame(0, session.Id, FrameType.EndSession, FrameMarks.None, (ushort)(commit ? 1 : 0)));
        return await session.FinishAsync();
    }

    public Task SendAsync(Frame frame, byte[]? payload = null) => SendBytesAsync(BytesOf(frame, payload));

    /// <summary>Sends a request and its cancellation in one piece: it has no time to succeed in between.</summary>
    public async Task<SentQuery> SendCancelledAsync(FrameType type, FrameMarks marks, byte[] payload)
    {
        var query = NewQuery();
        await SendBytesAsync(
        [
            .. BytesOf(new Frame(payload.Length, query.Id, type, marks, 0), payload),
            .. BytesOf(new Frame(0, query.Id, FrameType.Cancel, FrameMarks.None, 0), []),
        ]);
        return query;
    }

    /// <param name="bytes">Whole frames, if answers are being taken: they are granted in between.</param>
    /// <param name="most">How many go at a time.</param>
    public async Task SendBytesAsync(byte[] bytes, int most = int.MaxValue)
    {
        await _sending.WaitAsync();
        try
        {
            for (var sent = 0; sent < bytes.Length;)
            {
                sent += await _socket.SendAsync(bytes.AsMemory(sent, Math.Min(most, bytes.Length - sent))).AsTask().WaitAsync(Deadline);
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>A request that the test sends itself, under the id that this has.</summary>
    public SentQuery NewQuery()
    {
        var id = (uint)Interlocked.Increment(ref _lastId);
        return _queries[id] = new SentQuery(this, id);
    }

    /// <summary>As when the host has gone.</summary>
    public void CloseSocket() => _socket.Dispose();

    /// <summary>As the kernel does when memory is short.</summary>
    public async Task KillAsync()
    {
        Process.Kill();
        await EndedAsync();
    }

    public Task EndedAsync() => Process.WaitForExitAsync().WaitAsync(Deadline);

    public async ValueTask DisposeAsync()
    {
        CloseSocket();
        try
        {
            await EndedAsync();
        }
        finally
        {
            Process.Kill();
            await _receiving;
            Process.Dispose();
            _sockets.Dispose();
        }
    }

    private static byte[] BytesOf(Frame frame, byte[]? payload)
    {
        var bytes = new byte[Frame.HeaderSize + (payload?.Length ?? 0)];
        frame.Write(bytes);
        payload?.CopyTo(bytes, Frame.HeaderSize);
        return bytes;
    }

    private async Task<Answer> AnswerAsync(byte[] body, FrameMarks marks, AnswerFormat format, uint session) =>
        await (await SendQueryAsync(body, marks, format, session)).FinishAsync();

    private async Task ReceiveAsync()
    {
        try
        {
            await using var stream = new BufferedStream(new NetworkStream(_socket));
            var head = new byte[Frame.HeaderSize];
            while (true)
            {
                await stream.ReadExactlyAsync(head);
                var frame = Frame.Read(head, Frame.MaxToHost);
                var received = new ReceivedFrame(frame, new byte[frame.Length]);
                await stream.ReadExactlyAsync(received.Payload);
                Dispatch(received);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            _ready.TrySetException(new EndOfStreamException("The worker has closed the connection."));
            foreach (var query in _queries.Values)
            {
                query.Broken();
            }
        }
    }

    private void Dispatch(ReceivedFrame received)
    {
        var id = received.Frame.Request;
        if (id == 0)
        {
            _ready.TrySetResult(received);
        }
        else if (received.IsLast ? _queries.TryRemove(id, out var query) : _queries.TryGetValue(id, out query))
        {
            query.Arrived(received);
        }
        else
        {
            Strays++;
        }
    }
}
