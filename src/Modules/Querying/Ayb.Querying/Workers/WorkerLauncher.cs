using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Ayb.Contracts;
using Ayb.Infrastructure;
using Ayb.Querying.Protocol;
using Microsoft.Extensions.Logging;

namespace Ayb.Querying.Workers;

/// <summary>Starts workers, and makes sure that it is the one it started who calls back.</summary>
internal sealed class WorkerLauncher(QueryingOptions options, ServerOptions server, ILogger<WorkerLauncher> logger) : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static readonly AybError NotOpened = new(ErrorKind.Unavailable, "The database could not be opened; try again in a moment.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    /// <summary>Longer than a worker waits for its predecessor to let go of the file.</summary>
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(15);

    private readonly string _sockets = Directory.CreateTempSubdirectory("ayb-").FullName;
    private int _lastSocket;
    private int _isolationReported;

    public async Task<Result<WorkerProcess>> StartAsync(DatabaseId database)
    {
        try
        {
            return await ListenAndStartAsync(database);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or UnauthorizedAccessException or ArgumentException)
        {
            // No executable, no process left, no room for a folder or a socket, a path too long for one.
            Log.WorkerNotStarted(logger, database, exception.Message);
            return NotOpened;
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(_sockets))
        {
            Directory.Delete(_sockets, recursive: true);
        }
    }

    private async Task<Result<WorkerProcess>> ListenAndStartAsync(DatabaseId database)
    {
        var folder = Path.GetFullPath(Path.Combine(server.DataPath, "databases", database.Value));
        Directory.CreateDirectory(folder, OwnerOnly);

        // Somebody may tidy up folders of temporary files.
        Directory.CreateDirectory(_sockets, OwnerOnly);

        var path = Path.Combine(_sockets, Interlocked.Increment(ref _lastSocket).ToString());
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);
        try
        {
            return await StartAsync(database, listener, path, folder);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private async Task<Result<WorkerProcess>> StartAsync(DatabaseId database, Socket listener, string path, string folder)
    {
        using var deadline = new CancellationTokenSource(StartTime);
        var process = StartProcess(database, path, folder);
        Socket? socket = null;
        try
        {
            socket = await AcceptAsync(listener, process, deadline);
            var frames = new FrameReader(socket);
            if (!await frames.ReadAsync(deadline.Token))
            {
                throw new ProtocolException("It closed the connection before it was ready.");
            }

            if (Greet(frames) is { } refusal)
            {
                return Abandon(refusal);
            }

            Log.WorkerStarted(logger, database, process.Id);
            return new WorkerProcess(process, socket, frames);
        }
        catch (Exception exception) when (exception is SocketException or ProtocolException or OperationCanceledException)
        {
            Log.WorkerNotStarted(logger, database, process.HasExited ? $"exit code {process.ExitCode}" : exception.Message);
            return Abandon(NotOpened);
        }

        AybError Abandon(AybError error)
        {
            socket?.Dispose();
            process.Kill();
            process.Dispose();
            return error;
        }
    }

    private Process StartProcess(DatabaseId database, string path, string folder)
    {
        var start = new ProcessStartInfo(options.WorkerPath, [path, folder])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The host's environment holds secrets; the worker needs none of it.
        start.Environment.Clear();
        var process = Process.Start(start)!;
        _ = new WorkerMessages(database, logger).RelayAsync(process.StandardError.BaseStream);
        _ = new WorkerMessages(database, logger).RelayAsync(process.StandardOutput.BaseStream);
        return process;
    }

    private static async Task<Socket> AcceptAsync(Socket listener, Process process, CancellationTokenSource deadline)
    {
        using var exited = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => CancelQuietly(exited);
        while (true)
        {
            var socket = await listener.AcceptAsync(process.HasExited ? new CancellationToken(canceled: true) : exited.Token);
            if (PeerOf(socket) == process.Id)
            {
                return socket;
            }

            socket.Dispose();
        }
    }

    private static void CancelQuietly(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The worker ended long after it had been accepted.
        }
    }

    /// <returns>The process at the other end, as the kernel knows it: SO_PEERCRED, see unix(7).</returns>
    private static int PeerOf(Socket socket)
    {
        const int socketLevel = 1, peerCredentials = 17;
        Span<byte> credentials = stackalloc byte[12];
        socket.GetRawSocketOption(socketLevel, peerCredentials, credentials);
        return MemoryMarshal.Read<int>(credentials);
    }

    private AybError? Greet(FrameReader frames)
    {
        if (frames.Current.Type == FrameType.Failure)
        {
            return WorkerFailure.ToError(frames.Current.Detail, frames.Payload);
        }

        if (frames.Current is not { Type: FrameType.Ready, Detail: Frame.ProtocolVersion, Length: sizeof(uint) })
        {
            throw new ProtocolException("The worker is of another version than the host.");
        }

        if (Interlocked.Exchange(ref _isolationReported, 1) == 0)
        {
            var layers = (SandboxLayers)BinaryPrimitives.ReadUInt32LittleEndian(frames.Payload);
            Log.Isolated(logger, layers);
            if (layers != SandboxLayers.All)
            {
                Log.NotIsolated(logger, SandboxLayers.All & ~layers);
            }
        }

        return null;
    }
}
