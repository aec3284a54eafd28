using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Ayb.Querying.Workers;

/// <summary>Where a worker that is being started calls back. Nobody else gets through, and it is gone after the call.</summary>
internal sealed class CallBackSocket : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public CallBackSocket(string path)
    {
        Path = path;
        try
        {
            _listener.Bind(new UnixDomainSocketEndPoint(path));
            _listener.Listen(1);
        }
        catch
        {
            _listener.Dispose();
            throw;
        }
    }

    public string Path { get; }

    /// <summary>Waits for the process that was given the path.</summary>
    /// <exception cref="OperationCanceledException">It has ended, or the time is over.</exception>
    public async Task<Socket> AcceptAsync(Process process, CancellationToken deadline)
    {
        using var exited = CancellationTokenSource.CreateLinkedTokenSource(deadline);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => CancelQuietly(exited);
        while (true)
        {
            var socket = await AcceptAsync(process.HasExited ? new CancellationToken(canceled: true) : exited.Token);
            if (PeerOf(socket) == process.Id)
            {
                return socket;
            }

            socket.Dispose();
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        File.Delete(Path);
    }

    private async Task<Socket> AcceptAsync(CancellationToken exited)
    {
        try
        {
            return await _listener.AcceptAsync(exited);
        }
        catch (OperationCanceledException) when (_listener.Poll(TimeSpan.Zero, SelectMode.SelectRead))
        {
            // It has called and ended before it was let in; what it said is still there to be read.
            return await _listener.AcceptAsync(CancellationToken.None);
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
}
