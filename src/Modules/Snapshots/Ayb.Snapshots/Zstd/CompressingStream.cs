using Ayb.Snapshots.Storage;

namespace Ayb.Snapshots.Zstd;

/// <summary>Reads as one zstd frame of what the source holds. The source stays open.</summary>
internal sealed class CompressingStream(Stream source) : PulledStream
{
    private readonly CompressionContext _context = CompressionContext.Open();
    private readonly SourceBuffer _source = new(source);

    private bool _hasEnded;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!_hasEnded && !buffer.IsEmpty)
        {
            await _source.FillAsync(cancellationToken);
            var step = _context.Compress(_source.Bytes, buffer.Span, isLast: _source.SourceHasEnded);
            _source.Consume(step.Consumed);
            _hasEnded = step.IsAtEnd;
            if (step.Produced > 0)
            {
                return step.Produced;
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
}
