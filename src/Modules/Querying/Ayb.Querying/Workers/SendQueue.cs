using System.Net.Sockets;
using Ayb.Querying.Protocol;

namespace Ayb.Querying.Workers;

/// <summary>
/// Frames on their way to a worker. Whoever finds nobody sending sees to it, and what others add meanwhile is taken along:
/// the busier the server, the more frames a system call carries, and the fewer times it wakes the worker.
/// </summary>
internal sealed class SendQueue(Socket socket) : IThreadPoolWorkItem
{
    private readonly Lock _lock = new();
    private FrameBatch _filling = new();
    private FrameBatch _sending = new();
    private bool _busy;
    private bool _isBroken;

    /// <param name="frame">Its length is that of the payload.</param>
    /// <param name="payload">What comes after its head.</param>
    public void Add(Frame frame, ReadOnlySpan<byte> payload = default)
    {
        lock (_lock)
        {
            if (_isBroken)
            {
                return;
            }

            _filling.Add(frame, payload);
            if (_busy)
            {
                return;
            }

            _busy = true;
        }

        _ = SendAllAsync();
    }

    /// <param name="request">Its id.</param>
    /// <param name="query">What is asked. A large body is handed over, unless nothing can be sent any more.</param>
    /// <param name="isAlone">No other request is with the worker: waiting for company would only cost time.</param>
    public void Add(uint request, in WorkerQuery query, bool isAlone)
    {
        lock (_lock)
        {
            if (_isBroken)
            {
                return;
            }

            _filling.Add(request, query);
            if (_busy)
            {
                return;
            }

            _busy = true;
        }

        if (isAlone)
        {
            _ = SendAllAsync();
        }
        else
        {
            // Not at once: requests that the pool is about to handle come along.
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = SendAllAsync();

    private async Task SendAllAsync()
    {
        while (Swap())
        {
            try
            {
                await _sending.SendAsync(socket);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The receiving side sees the same end and tells everybody who waits.
                Break();
                return;
            }
        }
    }

    /// <returns>Whether there is anything to send.</returns>
    private bool Swap()
    {
        lock (_lock)
        {
            _sending.Clear();
            if (_filling.IsEmpty)
            {
                return _busy = false;
            }

            (_filling, _sending) = (_sending, _filling);
            return true;
        }
    }

    private void Break()
    {
        lock (_lock)
        {
            _isBroken = true;
            _filling.Clear();
            _sending.Clear();
        }
    }
}
