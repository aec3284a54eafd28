using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Ayb.Querying.Worker.Answers;

/// <summary>Writes bytes that ought to be UTF-8 as a JSON string (RFC 8259).</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    public static void Write(AnswerStream answer, ReadOnlySpan<byte> text)
    {
        answer.Write((byte)'"');
        if (Utf8.IsValid(text))
        {
            WriteValid(answer, text);
        }
        else
        {
            // A string with U+FFFD in it can be read; bytes that are no UTF-8 would break the whole answer.
            WriteValid(answer, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text)));
        }

        answer.Write((byte)'"');
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
