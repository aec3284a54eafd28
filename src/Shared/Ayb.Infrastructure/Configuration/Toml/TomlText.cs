using System.Buffers;
using System.Text;

namespace Ayb.Infrastructure.Configuration.Toml;

/// <summary>From the bytes of a file to text in which everything is a character that TOML allows somewhere.</summary>
internal static class TomlText
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>
    /// Refuses what is not UTF-8 and every control character but tab and newline. All newlines become LF, so that a
    /// multi-line string does not depend on how the file was checked out.
    /// </summary>
    public static string Decode(ReadOnlySpan<byte> utf8)
    {
        var rest = utf8.StartsWith(ByteOrderMark) ? utf8[ByteOrderMark.Length..] : utf8;
        var text = new StringBuilder(rest.Length);
        var position = TomlPosition.Start;
        Span<char> characters = stackalloc char[2];
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(rest, out var rune, out var length) != OperationStatus.Done)
            {
                throw position.Error("expected UTF-8, but there is a byte that is none");
            }

            rest = rest[length..];
            if (rune.Value == '\r' && rest.StartsWith("\n"u8))
            {
                continue;
            }

            if (IsForbidden(rune))
            {
                throw position.Error($"expected no control character, but there is U+{rune.Value:X4}");
            }

            text.Append(characters[..rune.EncodeToUtf16(characters)]);
            position = position.After(characters[0]);
        }

        return text.ToString();
    }

    private static bool IsForbidden(Rune rune) => rune.Value is (< 0x20 and not '\t' and not '\n') or 0x7F;
}
