using System.Buffers.Binary;

namespace Ayb.Querying.Protocol;

/// <summary>The head of a frame; DESIGN.md beside this file has the layout.</summary>
public readonly record struct Frame(int Length, uint Request, FrameType Type, FrameMarks Marks, ushort Detail)
{
    public const int HeaderSize = 12;

    /// <summary>The longest payload that the worker takes, in bytes.</summary>
    public const int MaxToWorker = 16 * 1024 * 1024;

    /// <summary>The longest payload that the host takes, in bytes.</summary>
    public const int MaxToHost = 64 * 1024;

    /// <summary>How many chunks the worker may send before it is granted more.</summary>
    public const int InitialCredit = 8;

    /// <summary>How many bytes stand before a query's body: the session that it belongs to, or 0.</summary>
    public const int SessionSize = 4;

    /// <summary>How many bytes stand before a failure's message: which statement of a JSON request failed, or -1.</summary>
    public const int StatementSize = 4;

    public const ushort ProtocolVersion = 2;

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, Length);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], Request);
        destination[8] = (byte)Type;
        destination[9] = (byte)Marks;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[10..], Detail);
    }

    /// <param name="source">At least <see cref="HeaderSize"/> bytes.</param>
    /// <param name="maxLength">The longest payload that the reader takes.</param>
    /// <exception cref="ProtocolException">The payload would be longer than that.</exception>
    public static Frame Read(ReadOnlySpan<byte> source, int maxLength)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(source);
        if (length < 0 || length > maxLength)
        {
            throw new ProtocolException($"A frame of {(uint)length} bytes is longer than {maxLength}.");
        }

        return new Frame(
            length,
            BinaryPrimitives.ReadUInt32LittleEndian(source[4..]),
            (FrameType)source[8],
            (FrameMarks)source[9],
            BinaryPrimitives.ReadUInt16LittleEndian(source[10..]));
    }
}
