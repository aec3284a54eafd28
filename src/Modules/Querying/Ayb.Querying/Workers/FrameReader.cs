using System.Net.Sockets;
using Ayb.Querying.Protocol;

namespace Ayb.Querying.Workers;

/// <summary>Frames as they come from a worker.</summary>
internal sealed class FrameReader(Socket socket)
{
    private readonly byte[] _buffer = new byte[2 * (Frame.HeaderSize + Frame.MaxToHost)];
    private int _start;
    private int _end;

    /// <summary>Of the frame that was read last; valid until the next is read.</summary>
    public ReadOnlySpan<byte> Payload => _buffer.AsSpan(_start - Current.Length, Current.Length);

    public Frame Current { get; private set; }

    /// <returns><c>false</c> when the worker has closed its side.</returns>
    /// <exception cref="ProtocolException">What came is not a frame.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (!TryParse())
        {
            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            var count = await socket.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None, cancellationToken);
            if (count == 0)
            {
                return false;
            }

            _end += count;
        }

        return true;
    }

    private bool TryParse()
    {
        var available = _buffer.AsSpan(_start, _end - _start);
        if (available.Length < Frame.HeaderSize)
        {
            return false;
        }

        var frame = Frame.Read(available, Frame.MaxToHost);
        if (available.Length < Frame.HeaderSize + frame.Length)
        {
            return false;
        }

        Current = frame;
        _start += Frame.HeaderSize + frame.Length;
        return true;
    }
}
