using System.Buffers;
using System.Text.Json;

namespace Ayb.Infrastructure.Metadata.Export;

/// <summary>Writes JSON values, a line each. What it holds reaches the stream by <see cref="FlushAsync"/>.</summary>
internal sealed class JsonLines(Stream stream) : IDisposable
{
    private const int EnoughToWrite = 1 << 16;

    private readonly ArrayBufferWriter<byte> _buffer = new(2 * EnoughToWrite);
    private Utf8JsonWriter? _json;

    public ValueTask WriteAsync(Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        _json ??= new Utf8JsonWriter(_buffer);
        _json.Reset();
        write(_json);
        _json.Flush();
        _buffer.Write("\n"u8);
        return _buffer.WrittenCount < EnoughToWrite ? ValueTask.CompletedTask : FlushAsync(cancellationToken);
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_buffer.WrittenMemory, cancellationToken);
        _buffer.ResetWrittenCount();
    }

    public void Dispose() => _json?.Dispose();
}
