using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ayb.Benchmarks.Sqlite;

/// <summary>Writes the rows of statements as ayb answers them, byte for byte.</summary>
internal sealed class JsonAnswer : IDisposable
{
    private const int WrittenAtOnce = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _buffer = new(2 * WrittenAtOnce);
    private readonly Utf8JsonWriter _writer;

    public JsonAnswer() => _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions
    {
        // The text is known not to need escaping, and ayb does not escape what it need not.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    });

    /// <param name="statement">Runs to its end.</param>
    /// <param name="sink">Takes each part of the answer, which is overwritten after it.</param>
    public void Write(Statement statement, Action<ReadOnlyMemory<byte>> sink)
    {
        _writer.Reset();
        _buffer.ResetWrittenCount();
        WriteFields(statement.Columns);
        _writer.WriteStartArray("rows"u8);
        while (statement.Step())
        {
            WriteRow(statement);
            if (_writer.BytesPending + _buffer.WrittenCount >= WrittenAtOnce)
            {
                PassOn(sink);
            }
        }

        statement.Reset();
        _writer.WriteEndArray();
        _writer.WriteEndObject();
        PassOn(sink);
    }

    public void Dispose() => _writer.Dispose();

    private void WriteFields(IReadOnlyList<byte[]> columns)
    {
        _writer.WriteStartObject();
        _writer.WriteStartArray("fields"u8);
        foreach (var column in columns)
        {
            _writer.WriteStringValue(column);
        }

        _writer.WriteEndArray();
    }

    private void WriteRow(Statement statement)
    {
        _writer.WriteStartArray();
        for (var column = 0; column < statement.Columns.Count; column++)
        {
            if (statement.IsNull(column))
            {
                _writer.WriteNullValue();
            }
            else
            {
                _writer.WriteStringValue(statement.Text(column));
            }
        }

        _writer.WriteEndArray();
    }

    private void PassOn(Action<ReadOnlyMemory<byte>> sink)
    {
        _writer.Flush();
        sink(_buffer.WrittenMemory);
        _buffer.ResetWrittenCount();
    }
}
