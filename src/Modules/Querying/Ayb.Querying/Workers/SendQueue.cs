using System.Buffers;
using System.Buffers.Binary;
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
    private ArrayBufferWriter<byte> _filling = new(4096);
    private ArrayBufferWriter<byte> _sending = new(4096);
    private bool _busy;

    /// <param name="frame">Its length is that of the payload.</param>
    /// <param name="payload">What comes after its head.</param>
    public void Add(Frame frame, ReadOnlySpan<byte> payload = default)
    {
        lock (_lock)
        {
            Write(frame);
            _filling.Write(payload);
            if (_busy)
            {
                return;
            }

            _busy = true;
        }

        _ = SendAllAsync();
    }

    /// <param name="request">Its id.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="isAlone">No other request is with the worker: waiting for company would only cost time.</param>
    public void Add(uint request, in WorkerQuery query, bool isAlone)
    {
        lock (_lock)
        {
            Write(new Frame(Frame.SessionSize + query.Body.Length, request, FrameType.Query, query.Marks, (ushort)query.Format));
            BinaryPrimitives.WriteUInt32LittleEndian(_filling.GetSpan(Frame.SessionSize), query.Session);
            _filling.Advance(Frame.SessionSize);
            _filling.Write(query.Body.Span);
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

    private void Write(Frame frame)
    {
        frame.Write(_filling.GetSpan(Frame.HeaderSize));
        _filling.Advance(Frame.HeaderSize);
    }

    private async Task SendAllAsync()
    {
        while (Swap())
        {
            try
            {
                for (var rest = _sending.WrittenMemory; rest.Length > 0;)
                {
                    rest = rest[await socket.SendAsync(rest, SocketFlags.None)..];
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The receiving side sees the same end and tells everybody who waits; stay busy so that nobody sends again.
                return;
            }
        }
    }

    /// <returns>Whether there is anything to send.</returns>
    private bool Swap()
    {
        lock (_lock)
        {
            // A buffer that a large statement has grown is not kept for the small ones that follow.
            const int keep = 64 * 1024;
            if (_sending.Capacity > keep)
            {
                _sending = new ArrayBufferWriter<byte>(4096);
            }

            _sending.ResetWrittenCount();
            if (_filling.WrittenCount == 0)
            {
                return _busy = false;
            }

            (_filling, _sending) = (_sending, _filling);
            return true;
        }
    }
}
