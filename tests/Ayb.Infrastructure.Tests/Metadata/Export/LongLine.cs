using System.Text;

namespace Ayb.Infrastructure.Tests.Metadata.Export;

/// <summary>Begins as it is told to, and goes on with one letter.</summary>
internal sealed class LongLine(string begin, long length) : Stream
{
    private readonly byte[] _begin = Encoding.UTF8.GetBytes(begin);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, length - Position);
        for (var index = 0; index < count; index++)
        {
            buffer[index] = Position + index < _begin.Length ? _begin[Position + index] : (byte)'a';
        }

        Position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
