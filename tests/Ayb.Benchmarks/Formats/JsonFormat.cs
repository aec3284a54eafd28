using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ayb.Benchmarks.Sqlite;

namespace Ayb.Benchmarks.Formats;

/// <summary>The default answer: <c>{"fields":["id"],"rows":[["1"]]}</c>.</summary>
internal sealed class JsonFormat : IAnswerFormat, IDisposable
{
    /// <summary>ayb, too, escapes only what JSON demands.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Utf8JsonWriter _writer = new(Stream.Null, Options);

    public string MediaType => "application/json";

    public void Begin(IBufferWriter<byte> answer, Statement statement)
    {
        _writer.Reset(answer);
        _writer.WriteStartObject();
        _writer.WriteStartArray("fields"u8);
        foreach (var column in statement.Columns)
        {
            _writer.WriteStringValue(column);
        }

        _writer.WriteEndArray();
        _writer.WriteStartArray("rows"u8);
    }

    public void WriteRow(IBufferWriter<byte> answer, Statement statement)
    {
        _writer.WriteStartArray();
        for (var column = 0; column < statement.Columns.Count; column++)
        {
            if (statement.Type(column) == ColumnType.Null)
            {
                _writer.WriteNullValue();
            }
            else
            {
                _writer.WriteStringValue(statement.Text(column));
            }
        }

        _writer.WriteEndArray();
        _writer.Flush();
    }

    public void End(IBufferWriter<byte> answer)
    {
        _writer.WriteEndArray();
        _writer.WriteEndObject();
        _writer.Flush();
    }

    public void Dispose() => _writer.Dispose();
}
