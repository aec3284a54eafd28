namespace Ayb.Querying;

/// <summary>
/// The web server's streams take no synchronous writes, and the archive makes a few where it closes a file: they wait here for the
/// next asynchronous one. And an archive that is closed says of itself that it is whole: what it writes of one that is not goes nowhere.
/// </summary>
internal sealed class LateStream(Stream target) : Stream
{
    private readonly MemoryStream _late = new();
    private bool _isBrokenOff;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>What is written from here on goes nowhere.</summary>
    public void BreakOff() => _isBrokenOff = true;

    public override void Flush()
    {
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (!_isBrokenOff)
        {
            await WriteLateAsync(cancellationToken);
            await target.FlushAsync(cancellationToken);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => _late.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => _late.Write(buffer);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_isBrokenOff)
        {
            await WriteLateAsync(cancellationToken);
            await target.WriteAsync(buffer, cancellationToken);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask WriteLateAsync(CancellationToken cancellationToken)
    {
        if (_late.Length > 0)
        {
            await target.WriteAsync(_late.GetBuffer().AsMemory(0, (int)_late.Length), cancellationToken);
            _late.SetLength(0);
        }
    }
}
