using System.Buffers;

namespace Ayb.Snapshots.Zstd;

/// <summary>What was read from a stream and not yet consumed.</summary>
internal sealed class SourceBuffer(Stream source) : IDisposable
{
    private const int Size = 1 << 17;

    private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent(Size);

    private int _start;
    private int _end;
    private bool _isDisposed;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(_start.._end);

    public bool IsEmpty => _start == _end;

    public bool SourceHasEnded { get; private set; }

    /// <summary>Reads more if nothing is left.</summary>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (IsEmpty && !SourceHasEnded)
        {
            (_start, _end) = (0, await source.ReadAsync(_bytes, cancellationToken));
            SourceHasEnded = _end == 0;
        }
    }

    public void Consume(int count) => _start += count;

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            ArrayPool<byte>.Shared.Return(_bytes);
        }
    }
}
