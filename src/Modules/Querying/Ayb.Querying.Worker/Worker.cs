using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Sandbox;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker;

/// <summary>The second life: serves one database until the host closes the socket. DESIGN.md beside this file has the whole.</summary>
internal sealed class Worker
{
    private const string DatabaseFile = "database.sqlite";
    private const string LockFile = "worker.lock";

    private readonly Port _port;
    private readonly string _path;
    private readonly ConcurrentDictionary<uint, Request> _requests = new();
    private readonly WorkQueue<Request> _reads = new();
    private readonly WorkQueue<Request> _writes = new();
    private long _waitingSqlBytes;

    private Worker(Port port, string path) => (_port, _path) = (port, path);

    public static int Run(int socket, uint layers, string folder)
    {
        var port = new Port(socket);
        var active = (SandboxLayers)layers | (Seccomp.Apply() ? SandboxLayers.Seccomp : SandboxLayers.None);
        var worker = new Worker(port, Path.Combine(folder, DatabaseFile));
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

        port.SendReady(active);
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
        new Lane(_port, _writes, () => Connection.OpenWriter(_path), Finished, passOn: null).Start("writer", writer);
        for (var reader = 0; reader < Math.Clamp(Environment.ProcessorCount, 2, 4); reader++)
        {
            new Lane(_port, _reads, () => Connection.OpenReader(_path), Finished, _writes.Add).Start($"reader {reader}");
        }
    }

    private void Accept(Request request)
    {
        if (Interlocked.Add(ref _waitingSqlBytes, request.Sql.Length) > Limits.WaitingSqlBytes)
        {
            Interlocked.Add(ref _waitingSqlBytes, -request.Sql.Length);
            _port.SendFailure(
                request.Id, FailureCode.Memory, $"More than {Limits.WaitingSqlBytes >> 20} MiB of SQL wait for this database; try again in a moment.");
            return;
        }

        _requests[request.Id] = request;
        _reads.Add(request);
    }

    private void Finished(Request request)
    {
        if (_requests.TryRemove(request.Id, out _))
        {
            Interlocked.Add(ref _waitingSqlBytes, -request.Sql.Length);
        }
    }

    private void Serve()
    {
        while (_port.TryReceive(out var frame, out var payload))
        {
            switch (frame.Type)
            {
                case FrameType.Query:
                    Accept(new Request(frame.Request, frame.Marks.HasFlag(FrameMarks.MayWrite), payload));
                    break;
                case FrameType.Cancel when _requests.TryGetValue(frame.Request, out var cancelled):
                    cancelled.Cancel();
                    break;
                case FrameType.Credit when _requests.TryGetValue(frame.Request, out var waiting):
                    waiting.AddCredit(frame.Detail);
                    break;
            }
        }

        // Open transactions are not committed by an exit; nothing that was acknowledged is in one.
        Linux.Exit(0);
    }
}
