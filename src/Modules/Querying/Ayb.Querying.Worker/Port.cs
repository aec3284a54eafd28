using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Ayb.Querying.Protocol;

namespace Ayb.Querying.Worker;

/// <summary>The socket to the host: frames in, on one thread; frames out, from every lane.</summary>
internal sealed unsafe class Port(int socket)
{
    private readonly Lock _sending = new();
    private readonly byte[] _received = GC.AllocateUninitializedArray<byte>(16 * 1024);
    private int _start;
    private int _end;

    /// <summary>Waits for a frame.</summary>
    /// <param name="frame">Its head.</param>
    /// <param name="payload">With a NUL after it, unless it is empty; <c>null</c> when there is no memory for it.</param>
    /// <returns><c>false</c> when the host is gone.</returns>
    public bool TryReceive(out Frame frame, out byte[]? payload)
    {
        payload = null;
        Span<byte> head = stackalloc byte[Frame.HeaderSize];
        if (!TryFill(head))
        {
            frame = default;
            return false;
        }

        frame = Frame.Read(head, Frame.MaxToWorker);
        payload = Allocate(frame.Length);
        return payload is null ? TrySkip(frame.Length) : TryFill(payload.AsSpan(0, frame.Length));
    }

    /// <param name="frame">Its length is that of the payload.</param>
    /// <param name="headAndPayload">The payload, after <see cref="Frame.HeaderSize"/> bytes left free for the head.</param>
    public void Send(Frame frame, Span<byte> headAndPayload)
    {
        frame.Write(headAndPayload);
        lock (_sending)
        {
            for (var rest = headAndPayload; rest.Length > 0;)
            {
                rest = rest[SendSome(rest)..];
            }
        }
    }

    public void SendReady(Isolation isolation)
    {
        Span<byte> bytes = stackalloc byte[Frame.HeaderSize + Isolation.Size];
        isolation.Write(bytes[Frame.HeaderSize..]);
        Send(new Frame(Isolation.Size, 0, FrameType.Ready, FrameMarks.None, Frame.ProtocolVersion), bytes);
    }

    /// <param name="request">Whose answer ends with it.</param>
    /// <param name="code">The kind of failure.</param>
    /// <param name="message">For the caller.</param>
    /// <param name="statement">Which statement of a JSON request it was, from 0; -1 for any other.</param>
    public void SendFailure(uint request, FailureCode code, string message, int statement = -1)
    {
        var text = Encoding.UTF8.GetBytes(message);
        var length = Frame.StatementSize + Math.Min(text.Length, Frame.MaxToHost - Frame.StatementSize);
        var bytes = new byte[Frame.HeaderSize + length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Frame.HeaderSize), statement);
        text.AsSpan(0, length - Frame.StatementSize).CopyTo(bytes.AsSpan(Frame.HeaderSize + Frame.StatementSize));
        Send(new Frame(length, request, FrameType.Failure, FrameMarks.None, (ushort)code), bytes);
    }

    private static void HostIsGone() => Linux.Exit(0);

    private int SendSome(Span<byte> bytes)
    {
        const int noSignal = 0x4000;
        fixed (byte* start = bytes)
        {
            var count = Linux.Send(socket, start, bytes.Length, noSignal);
            if (count < 0 && Marshal.GetLastPInvokeError() != Linux.Interrupted)
            {
                HostIsGone();
            }

            return (int)Math.Max(count, 0);
        }
    }

    private static byte[]? Allocate(int length)
    {
        if (length == 0)
        {
            return [];
        }

        try
        {
            var payload = GC.AllocateUninitializedArray<byte>(length + 1);
            payload[length] = 0;
            return payload;
        }
        catch (OutOfMemoryException)
        {
            // One request fails by it, which is no reason to fail the others.
            return null;
        }
    }

    private bool TrySkip(int length)
    {
        Span<byte> skipped = stackalloc byte[1024];
        for (var left = length; left > 0; left -= Math.Min(left, skipped.Length))
        {
            if (!TryFill(skipped[..Math.Min(left, skipped.Length)]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes what has been received already, which is often several frames, before it asks for more.</summary>
    private bool TryFill(Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_start == _end)
            {
                // What is longer than the buffer need not pass through it.
                if (bytes.Length >= _received.Length)
                {
                    return TryReadAll(bytes);
                }

                (_start, _end) = (0, Read(_received));
                if (_end == 0)
                {
                    return false;
                }
            }

            var part = _received.AsSpan(_start, Math.Min(_end - _start, bytes.Length));
            part.CopyTo(bytes);
            bytes = bytes[part.Length..];
            _start += part.Length;
        }

        return true;
    }

    private bool TryReadAll(Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var count = Read(bytes);
            if (count == 0)
            {
                return false;
            }

            bytes = bytes[count..];
        }

        return true;
    }

    /// <returns>How many bytes came; 0 when the host is gone.</returns>
    private int Read(Span<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            while (true)
            {
                var count = (int)Linux.Read(socket, start, bytes.Length);
                if (count >= 0)
                {
                    return count;
                }

                if (Marshal.GetLastPInvokeError() != Linux.Interrupted)
                {
                    return 0;
                }
            }
        }
    }
}
