using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace Ayb.Infrastructure.Metadata.Export;

/// <summary>Reads JSON values, a line each, and holds one line at a time. Who has written them need not mean well. The source stays open.</summary>
internal sealed class JsonLineReader(Stream source) : IAsyncDisposable
{
    /// <summary>No row of metadata comes near it.</summary>
    public const int LongestLine = 16 << 20;

    private readonly PipeReader _pipe = PipeReader.Create(source, new StreamPipeReaderOptions(bufferSize: 1 << 16, leaveOpen: true));
    private JsonDocument? _line;
    private SequencePosition? _behindLine;

    /// <summary>Good until the next one is read.</summary>
    public JsonElement Current => _line!.RootElement;

    /// <returns><c>false</c> at the end.</returns>
    /// <exception cref="JsonException">A line is no JSON value.</exception>
    /// <exception cref="FormatException">A line is too long.</exception>
    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        Release();
        while (true)
        {
            var read = await _pipe.ReadAsync(cancellationToken);
            var bytes = read.Buffer;
            var end = bytes.PositionOf((byte)'\n');
            var line = end is { } newline ? bytes.Slice(0, newline) : bytes;
            if (line.Length > LongestLine)
            {
                throw new FormatException($"A line has more than {LongestLine} bytes.");
            }

            if (end is null && !read.IsCompleted)
            {
                _pipe.AdvanceTo(bytes.Start, bytes.End);
                continue;
            }

            if (line.IsEmpty && end is null)
            {
                return false;
            }

            // The document looks at these bytes: they are let go with it.
            _behindLine = end is { } here ? bytes.GetPosition(1, here) : bytes.End;
            _line = JsonDocument.Parse(line);
            return true;
        }
    }

    public ValueTask DisposeAsync()
    {
        Release();
        return _pipe.CompleteAsync();
    }

    private void Release()
    {
        _line?.Dispose();
        _line = null;
        if (_behindLine is { } position)
        {
            _behindLine = null;
            _pipe.AdvanceTo(position);
        }
    }
}
