using System.Buffers;
using System.Text.Json;
using Ayb.Benchmarks.Sqlite;

namespace Ayb.Benchmarks.Formats;

/// <summary>An object a line: <c>{"id":1,"name":"a"}</c>.</summary>
internal sealed class NdjsonFormat : IAnswerFormat, IDisposable
{
    private readonly Utf8JsonWriter _writer = new(Stream.Null, JsonFormat.Options);

    public string MediaType => "application/x-ndjson";

    public void Begin(IBufferWriter<byte> answer, Statement statement)
    {
    }

    public void WriteRow(IBufferWriter<byte> answer, Statement statement)
    {
        _writer.Reset(answer);
        _writer.WriteStartObject();
        for (var column = 0; column < statement.Columns.Count; column++)
        {
            _writer.WritePropertyName(statement.Columns[column]);
            switch (statement.Type(column))
            {
                case ColumnType.Null:
                    _writer.WriteNullValue();
                    break;
                case ColumnType.Integer:
                    _writer.WriteNumberValue(statement.Integer(column));
                    break;
                default:
                    _writer.WriteStringValue(statement.Text(column));
                    break;
            }
        }

        _writer.WriteEndObject();
        _writer.Flush();
        answer.Write("\n"u8);
    }

    public void End(IBufferWriter<byte> answer)
    {
    }

    public void Dispose() => _writer.Dispose();
}
