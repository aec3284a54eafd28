using System.Buffers;

namespace Ayb.Querying;

/// <summary>A request's body in a rented array; disposing gives it back.</summary>
internal sealed class PooledBytes(int length) : IDisposable
{
    private readonly byte[] _rented = ArrayPool<byte>.Shared.Rent(length);

    public Span<byte> Span => _rented.AsSpan(0, length);

    public ReadOnlyMemory<byte> Memory => _rented.AsMemory(0, length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(_rented);
}
