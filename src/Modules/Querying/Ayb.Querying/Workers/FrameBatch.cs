using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using Ayb.Querying.Protocol;

namespace Ayb.Querying.Workers;

/// <summary>Frames that go to a worker together. Small ones are copied; a large body is sent from where it lies, and given back.</summary>
internal sealed class FrameBatch
{
    private const int InitialSize = 4096;

    // A buffer that a large statement has grown is not kept for the small ones that follow.
    private const int MostKept = 64 * 1024;

    private readonly Queue<(int At, LargeBody Body)> _bodies = new();
    private ArrayBufferWriter<byte> _bytes = new(InitialSize);

    public bool IsEmpty => _bytes.WrittenCount == 0;

    /// <param name="frame">Its length is that of the payload.</param>
    /// <param name="payload">What comes after its head.</param>
    public void Add(Frame frame, ReadOnlySpan<byte> payload = default)
    {
        frame.Write(_bytes.GetSpan(Frame.HeaderSize));
        _bytes.Advance(Frame.HeaderSize);
        _bytes.Write(payload);
    }

    public void Add(uint request, in WorkerQuery query)
    {
        Add(new Frame(query.Length, request, FrameType.Query, query.Marks, (ushort)query.Format));
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.GetSpan(Frame.SessionSize), query.Session);
        _bytes.Advance(Frame.SessionSize);
        if (query.Large is { } large)
        {
            large.HandOver();
            _bodies.Enqueue((_bytes.WrittenCount, large));
            return;
        }

        _bytes.Write(query.Body.Span);
    }

    public async ValueTask SendAsync(Socket socket)
    {
        var sent = 0;
        while (_bodies.TryPeek(out var next))
        {
            await SendAsync(socket, _bytes.WrittenMemory[sent..next.At]);
            foreach (var piece in next.Body.Pieces)
            {
                await SendAsync(socket, piece);
            }

            sent = next.At;
            _bodies.Dequeue().Body.Free();
        }

        await SendAsync(socket, _bytes.WrittenMemory[sent..]);
    }

    /// <summary>Forgets what was sent, or never will be.</summary>
    public void Clear()
    {
        while (_bodies.TryDequeue(out var next))
        {
            next.Body.Free();
        }

        if (_bytes.Capacity > MostKept)
        {
            _bytes = new ArrayBufferWriter<byte>(InitialSize);
        }

        _bytes.ResetWrittenCount();
    }

    private static async ValueTask SendAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None)..];
        }
    }
}
