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
            WriteRepaired(answer, text);
        }

        answer.Write((byte)'"');
    }

    /// <summary>
    /// With U+FFFD for what is no UTF-8: bytes that are not would break the whole answer.
    /// In pieces, since a text may be larger than the memory that is left.
    /// </summary>
    private static void WriteRepaired(AnswerStream answer, ReadOnlySpan<byte> text)
    {
        for (var end = 0; end < text.Length;)
        {
            if (Rune.DecodeFromUtf8(text[end..], out _, out var length) == OperationStatus.Done)
            {
                end += length;
                continue;
            }

            WriteValid(answer, text[..end]);
            answer.Write("\uFFFD"u8);
            text = text[(end + length)..];
            end = 0;
        }

        WriteValid(answer, text);
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
