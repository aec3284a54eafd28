using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using Ayb.Contracts;
using Ayb.Querying.Files;
using Ayb.Querying.Protocol;
using Microsoft.Extensions.Logging;

namespace Ayb.Querying.Workers;

/// <summary>Starts workers, and makes sure that it is the one it started who calls back.</summary>
internal sealed class WorkerLauncher(
    QueryingOptions options, DatabaseFolders folders, IsolationGate isolation, Quarantine quarantine, ILogger<WorkerLauncher> logger) : IDisposable
{
    public static readonly AybError NotOpened = new(ErrorKind.Unavailable, "The database could not be opened; try again in a moment.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    /// <summary>Longer than a worker waits for its predecessor to let go of the file.</summary>
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(15);

    /// <summary>Stands for a database in messages about a worker that has none.</summary>
    private static readonly DatabaseId Nobodys = new("none");

    private readonly SocketFolder _sockets = SocketFolder.Open(Path.GetTempPath());
    private int _lastSocket;

    public Task<Result<WorkerProcess>> StartAsync(DatabaseId database, WorkerLimits limits) =>
        StartAsync(database, folders.Of(database), limits, finding => quarantine.Impose(database, folders.Of(database), finding));

    /// <summary>Starts a worker on a folder that is to take the database's place. What is wrong with its file is the file's own affair.</summary>
    public Task<Result<WorkerProcess>> StartAsideAsync(DatabaseId database, string folder, WorkerLimits limits) =>
        StartAsync(database, folder, limits, static _ => { });

    private async Task<Result<WorkerProcess>> StartAsync(DatabaseId database, string folder, WorkerLimits limits, Action<string> fileIsDamaged)
    {
        if (quarantine.RefusalOf(folder) is { } refusal)
        {
            return refusal;
        }

        var started = await TryStartAsync(database, folder, limits, fileIsDamaged);
        if (started.TryGet(out var worker, out _) && isolation.RefusalOf(database, worker.Isolation) is { } insecure)
        {
            await worker.StopAsync();
            return insecure;
        }

        if (worker is not null)
        {
            // It has the database for itself, and nobody has asked it for a copy yet.
            folders.DropCopies(folder);
        }

        return started;
    }

    /// <summary>Starts a worker on a scratch folder, and ends it.</summary>
    /// <returns>What it says of its sandbox; <c>null</c> when it could not be started.</returns>
    public async Task<Isolation?> ProbeAsync()
    {
        var folder = Path.Combine(_sockets.Path, "probe");
        var started = await TryStartAsync(Nobodys, folder, new WorkerLimits(), static _ => { });
        if (!started.TryGet(out var worker, out _))
        {
            return null;
        }

        await worker.StopAsync();
        Directory.Delete(folder, recursive: true);
        return worker.Isolation;
    }

    public void Dispose() => _sockets.Dispose();

    private async Task<Result<WorkerProcess>> TryStartAsync(DatabaseId database, string folder, WorkerLimits limits, Action<string> fileIsDamaged)
    {
        try
        {
            DatabaseFolders.Create(folder);

            // Somebody may tidy up folders of temporary files.
            DatabaseFolders.Create(_sockets.Path);
            using var callBack = new CallBackSocket(Path.Combine(_sockets.Path, Interlocked.Increment(ref _lastSocket).ToString()));
            return await StartAsync(database, callBack, folder, limits, fileIsDamaged);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or UnauthorizedAccessException or ArgumentException)
        {
            // No executable, no process left, no room for a folder or a socket, a path too long for one.
            Log.WorkerNotStarted(logger, database, exception.Message);
            return NotOpened;
        }
    }

    private async Task<Result<WorkerProcess>> StartAsync(
        DatabaseId database, CallBackSocket callBack, string folder, WorkerLimits limits, Action<string> fileIsDamaged)
    {
        using var deadline = new CancellationTokenSource(StartTime);
        var process = StartProcess(database, callBack.Path, folder, limits);
        Socket? socket = null;
        try
        {
            socket = await callBack.AcceptAsync(process, deadline.Token);
            var frames = new FrameReader(socket);
            if (!await frames.ReadAsync(deadline.Token))
            {
                throw new ProtocolException("It closed the connection before it was ready.");
            }

            if (frames.Current.Type == FrameType.Failure)
            {
                return Abandon(Refused(frames, fileIsDamaged));
            }

            var isolation = ReadIsolation(frames);
            Log.WorkerStarted(logger, database, process.Id);
            return new WorkerProcess(process, socket, frames, isolation, fileIsDamaged);
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

    private Process StartProcess(DatabaseId database, string socketPath, string folder, WorkerLimits limits)
    {
        var start = new ProcessStartInfo(options.WorkerPath, [socketPath, folder, limits.ToArgument()])
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

    private static AybError Refused(FrameReader frames, Action<string> fileIsDamaged)
    {
        var error = WorkerFailure.ToError(frames.Current.Detail, frames.Payload);
        if (frames.Current.Detail == (ushort)FailureCode.Corrupt)
        {
            fileIsDamaged(WorkerFailure.MessageOf(frames.Payload));
        }

        return error;
    }

    private static Isolation ReadIsolation(FrameReader frames) =>
        frames.Current is { Type: FrameType.Ready, Detail: Frame.ProtocolVersion, Length: Isolation.Size }
            ? Isolation.Read(frames.Payload)
            : throw new ProtocolException("The worker is of another version than the host.");
}
