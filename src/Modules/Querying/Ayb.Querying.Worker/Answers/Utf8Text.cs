using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Ayb.Querying.Worker.Answers;

/// <summary>Writes bytes that ought to be UTF-8, with U+FFFD for those that are not: they would break the whole answer.</summary>
internal static class Utf8Text
{
    /// <summary>How what is valid gets written, in pieces of any length.</summary>
    public delegate void Writer(AnswerStream answer, ReadOnlySpan<byte> valid);

    private static readonly Writer AsItIs = static (answer, text) => answer.Write(text);

    public static void Write(AnswerStream answer, ReadOnlySpan<byte> text) => Write(answer, text, AsItIs);

    public static void Write(AnswerStream answer, ReadOnlySpan<byte> text, Writer write)
    {
        if (Utf8.IsValid(text))
        {
            write(answer, text);
        }
        else
        {
            WriteRepaired(answer, text, write);
        }
    }

    /// <summary>In pieces, since a text may be larger than the memory that is left.</summary>
    private static void WriteRepaired(AnswerStream answer, ReadOnlySpan<byte> text, Writer write)
    {
        for (var end = 0; end < text.Length;)
        {
            if (Rune.DecodeFromUtf8(text[end..], out _, out var length) == OperationStatus.Done)
            {
                end += length;
                continue;
            }

            write(answer, text[..end]);
            answer.Write("\uFFFD"u8);
            text = text[(end + length)..];
            end = 0;
        }

        write(answer, text);
    }
}
