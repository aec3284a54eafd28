using Ayb.Contracts;
using Ayb.Snapshots.Storage;

namespace Ayb.Snapshots.Zstd;

/// <summary>
/// Reads as what zstd frames hold; throws <see cref="SnapshotException"/> when they are damaged, cut off, or hold more than
/// <paramref name="maxBytes"/>. The source stays open.
/// </summary>
/// <param name="source">One frame or several; skippable ones among them are skipped.</param>
/// <param name="maxBytes">A few bytes can hold terabytes: this many are handed out at the most.</param>
internal sealed class DecompressingStream(Stream source, long maxBytes) : PulledStream
{
    private readonly DecompressionContext _context = DecompressionContext.Open();
    private readonly SourceBuffer _source = new(source);

    private long _produced;
    private bool _isBetweenFrames;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            await _source.FillAsync(cancellationToken);
            if (_source.SourceHasEnded && _isBetweenFrames)
            {
                return 0;
            }

            var produced = Decompress(buffer.Span);
            if (produced > 0)
            {
                return produced;
            }
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _context.Dispose();
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Decompress(Span<byte> output)
    {
        var step = Step(output);
        _source.Consume(step.Consumed);
        _isBetweenFrames = step.IsAtEnd;
        _produced += step.Produced;
        if (_produced > maxBytes)
        {
            throw Damaged($"The snapshot holds more than the {maxBytes} bytes that a database may have.", innerException: null);
        }

        return step is not { Consumed: 0, Produced: 0, IsAtEnd: false } || !_source.SourceHasEnded
            ? step.Produced
            : throw Damaged("The snapshot is damaged: its end is missing.", innerException: null);
    }

    private ZstdStep Step(Span<byte> output)
    {
        try
        {
            return _context.Decompress(_source.Bytes, output);
        }
        catch (InvalidDataException exception)
        {
            throw Damaged("The snapshot is damaged, or was not made by ayb.", exception);
        }
    }

    private static SnapshotException Damaged(string message, Exception? innerException) =>
        new(new AybError(ErrorKind.SnapshotDamaged, message), innerException);
}
