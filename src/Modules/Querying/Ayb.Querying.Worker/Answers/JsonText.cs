using System.Buffers;
using System.Text;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Answers;

/// <summary>Writes JSON strings (RFC 8259).</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    private static readonly Utf8Text.Writer Escape = WriteValid;

    /// <param name="answer">Where to.</param>
    /// <param name="text">Bytes that ought to be UTF-8.</param>
    public static void Write(AnswerStream answer, ReadOnlySpan<byte> text)
    {
        answer.Write((byte)'"');
        Utf8Text.Write(answer, text, Escape);
        answer.Write((byte)'"');
    }

    /// <summary><c>{"error":{"type":"QueryError","message":"…"}}</c>.</summary>
    public static void WriteError(AnswerStream answer, SqliteFailure failure)
    {
        answer.Write((byte)'{');
        WriteErrorMember(answer, failure);
        answer.Write((byte)'}');
    }

    public static void WriteErrorMember(AnswerStream answer, SqliteFailure failure)
    {
        var isReadOnly = failure.Code == FailureCode.ReadOnly;
        answer.Write(isReadOnly ? "\"error\":{\"type\":\"NoWriteAccessError\",\"message\":"u8 : "\"error\":{\"type\":\"QueryError\",\"message\":"u8);
        Write(answer, isReadOnly ? "Attempted to write to database while in read-only mode"u8 : Encoding.UTF8.GetBytes(failure.Message));
        answer.Write((byte)'}');
    }

    private static void WriteValid(AnswerStream answer, ReadOnlySpan<byte> text)
    {
        for (var next = text.IndexOfAny(Escaped); next >= 0; next = text.IndexOfAny(Escaped))
        {
            answer.Write(text[..next]);
            WriteEscape(answer, text[next]);
            text = text[(next + 1)..];
        }

        answer.Write(text);
    }

    private static void WriteEscape(AnswerStream answer, byte value)
    {
        const string hex = "0123456789abcdef";
        switch (value)
        {
            case (byte)'"':
                answer.Write("\\\""u8);
                break;
            case (byte)'\\':
                answer.Write("\\\\"u8);
                break;
            case (byte)'\n':
                answer.Write("\\n"u8);
                break;
            case (byte)'\r':
                answer.Write("\\r"u8);
                break;
            case (byte)'\t':
                answer.Write("\\t"u8);
                break;
            default:
                answer.Write("\\u00"u8);
                answer.Write((byte)hex[value >> 4]);
                answer.Write((byte)hex[value & 0xF]);
                break;
        }
    }
}
