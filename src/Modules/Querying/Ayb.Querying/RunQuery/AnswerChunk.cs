using System.Buffers;

namespace Ayb.Querying;

/// <summary>A piece of an answer, in a rented array.</summary>
public readonly struct AnswerChunk
{
    private readonly byte[]? _rented;

    internal AnswerChunk(byte[] rented, int length, bool isLast) =>
        (_rented, Bytes, IsLast) = (rented, rented.AsMemory(0, length), isLast);

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The answer is complete with this.</summary>
    public bool IsLast { get; }

    internal void Free()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }
}
