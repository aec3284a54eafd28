using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Copies;
using Ayb.Querying.Worker.Lanes;
using Ayb.Querying.Worker.Sandbox;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker;

/// <summary>The second life: serves one database until the host closes the socket. DESIGN.md beside this file has the whole.</summary>
internal sealed class Worker
{
    public const string DatabaseFile = "database.sqlite";

    private const string LockFile = "worker.lock";

    private readonly Port _port;
    private readonly string _path;
    private readonly Requests _requests;
    private readonly WorkQueue _reads = new();
    private readonly WorkQueue _writes = new();
    private readonly WriteHints _hints = new();
    private readonly Sessions _sessions;
    private readonly CopyLane _copies;

    private Worker(Port port, string path, Requests requests)
    {
        (_port, _path, _requests) = (port, path, requests);
        (_sessions, _copies) = (new Sessions(port, requests), new CopyLane(path, port, requests, _writes));
    }

    public static int Run(int socket, Isolation isolation, string folder)
    {
        var port = new Port(socket);
        var filtered = Seccomp.Apply() ? SandboxLayers.Seccomp : SandboxLayers.None;
        var worker = new Worker(port, Path.Combine(folder, DatabaseFile), new Requests(port));
        try
        {
            TakeOver(Path.Combine(folder, LockFile));
            _ = Native.HardHeapLimit(Limits.HeapBytes);
            worker.StartLanes(Connection.OpenWriter(worker._path));
        }
        catch (SqliteFailure failure)
        {
            port.SendFailure(0, failure.Code, failure.Message);
            return 1;
        }

        port.SendReady(isolation with { Layers = isolation.Layers | filtered });
        worker.Serve();
        return 0;
    }

    /// <summary>
    /// One process per file: a predecessor whose host was killed may still be on its way out.
    /// The kernel lets go of the lock when this process ends, however it ends.
    /// </summary>
    private static void TakeOver(string path)
    {
        const int createReadWrite = 0x42, ownerOnly = 0x180, exclusiveWithoutWaiting = 6;
        var file = Linux.Open(path, createReadWrite, ownerOnly);
        var start = Stopwatch.GetTimestamp();
        while (Linux.Lock(file, exclusiveWithoutWaiting) != 0)
        {
            if (Marshal.GetLastPInvokeError() != Linux.WouldBlock || Stopwatch.GetElapsedTime(start) > Limits.TakeoverTime)
            {
                throw new SqliteFailure(FailureCode.File, "The database is in use by another process.");
            }

            Thread.Sleep(5);
        }
    }

    private void StartLanes(Connection writer)
    {
        Lane.Start("watch", new Watch(_requests, _writes, _sessions).Run);
        Lane.Start("writer", new WriterLane(_path, _port, _requests, _reads, _writes, _hints, _sessions, writer).Run);
        for (var reader = 0; reader < Limits.Given.ConcurrentQueries; reader++)
        {
            Lane.Start($"reader {reader}", new ReaderLane(_path, _port, _requests, _reads, _writes, _hints).Run);
        }
    }

    private void Accept(Request request, uint session)
    {
        if (!_requests.TryAdd(request))
        {
            return;
        }

        if (session != 0)
        {
            _sessions.Add(request, session);
        }
        else
        {
            (request.MayWrite && _hints.LikelyWrites(request) ? _writes : _reads).Add(request);
        }
    }

    private void Open(Request request)
    {
        if (!_requests.TryAdd(request) || !_sessions.TryOpen(request, () => request.MayWrite && _writes.HasMore, out var session))
        {
            return;
        }

        if (request.MayWrite)
        {
            _writes.Add(request);
        }
        else
        {
            // A snapshot begins with the first read, not with the transaction.
            Lane.Start("session", () => _sessions.Serve(
                session, "BEGIN; SELECT 1 FROM sqlite_schema", () => Connection.OpenReader(_path), connection => connection.Dispose()));
        }
    }

    private void Serve()
    {
        try
        {
            ServeUntilClosed();
            // Open transactions are not committed by an exit; nothing that was acknowledged is in one.
            Linux.Exit(0);
        }
        catch (ProtocolException)
        {
            // The host is of another version, or no host. There is nobody to tell, and no console inside the sandbox.
            Linux.Exit(1);
        }
    }

    private void ServeUntilClosed()
    {
        while (_port.TryReceive(out var frame, out var payload))
        {
            switch (frame.Type)
            {
                case var _ when payload is null:
                    _port.SendFailure(frame.Request, FailureCode.Memory, "There is no memory for the request; try again in a moment.");
                    break;
                case FrameType.Query when frame.Length >= Frame.SessionSize:
                    Accept(new Request(frame, payload), BinaryPrimitives.ReadUInt32LittleEndian(payload));
                    break;
                case FrameType.OpenSession:
                    Open(new Request(frame, payload));
                    break;
                case FrameType.EndSession:
                    _sessions.End(frame.Request, frame.Detail == 1 ? SessionEnd.Commit : SessionEnd.RollBack);
                    break;
                case FrameType.Copy:
                    _copies.Copy(new Request(frame, payload));
                    break;
                case FrameType.Check:
                    _copies.Check(new Request(frame, payload));
                    break;
                case FrameType.Diff:
                    _copies.Diff(new Request(frame, payload));
                    break;
                case FrameType.Dump:
                    _copies.Dump(new Request(frame, payload));
                    break;
                case FrameType.Load:
                    _copies.Load(new Request(frame, payload));
                    break;
                case FrameType.Cancel when _requests.TryFind(frame.Request, out var cancelled):
                    cancelled.Cancel();
                    _sessions.End(frame.Request, SessionEnd.RollBack);
                    break;
                case FrameType.Credit when _requests.TryFind(frame.Request, out var waiting):
                    waiting.AddCredit(frame.Detail);
                    break;
            }
        }
    }
}
