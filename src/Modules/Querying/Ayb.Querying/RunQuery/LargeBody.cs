using System.Buffers;
using Ayb.Contracts;

namespace Ayb.Querying;

/// <summary>
/// A request's body that is not small, in pieces of the memory that all requests share. Its memory is counted until it is given back:
/// by the request that it came with, or by who sends it to a worker, from where it lies.
/// </summary>
internal sealed class LargeBody(RequestMemory memory, EntityId account) : IDisposable
{
    // The pool has arrays of this size, so no more is held than is counted; and a body needs no room beside itself to grow.
    private const int PieceSize = 64 * 1024;

    private readonly List<byte[]> _pieces = [];
    private bool _isHandedOver;

    public int Length { get; private set; }

    public IEnumerable<ReadOnlyMemory<byte>> Pieces =>
        _pieces.Select((piece, index) => new ReadOnlyMemory<byte>(piece, 0, Math.Min(PieceSize, Length - (index * PieceSize))));

    /// <returns>Why there is no memory for it; <c>null</c> when it was appended.</returns>
    public AybError? Append(in ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
        {
            for (var rest = segment.Span; rest.Length > 0;)
            {
                var used = Length % PieceSize;
                if (used == 0)
                {
                    if (memory.Take(account, PieceSize) is { } refusal)
                    {
                        return refusal;
                    }

                    _pieces.Add(ArrayPool<byte>.Shared.Rent(PieceSize));
                }

                var count = Math.Min(rest.Length, PieceSize - used);
                rest[..count].CopyTo(_pieces[^1].AsSpan(used));
                Length += count;
                rest = rest[count..];
            }
        }

        return null;
    }

    /// <summary>From now on it is for who sends it to give it back, also when the request has ended meanwhile.</summary>
    public void HandOver() => _isHandedOver = true;

    /// <summary>Gives its memory back.</summary>
    public void Free()
    {
        foreach (var piece in _pieces)
        {
            ArrayPool<byte>.Shared.Return(piece);
            memory.GiveBack(account, PieceSize);
        }

        _pieces.Clear();
    }

    /// <summary>Gives its memory back, unless it was handed over.</summary>
    public void Dispose()
    {
        if (!_isHandedOver)
        {
            Free();
        }
    }
}
