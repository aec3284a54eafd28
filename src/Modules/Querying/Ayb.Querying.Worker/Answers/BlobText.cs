using System.Text.Unicode;

namespace Ayb.Querying.Worker.Answers;

/// <summary>Blobs in answers whose values are text.</summary>
internal static class BlobText
{
    private static ReadOnlySpan<byte> HexDigits => "0123456789ABCDEF"u8;

    /// <summary>It is UTF-8, and written as such.</summary>
    public static bool IsText(ReadOnlySpan<byte> blob) => Utf8.IsValid(blob);

    /// <summary>As SQL has it: <c>X'00FF'</c>.</summary>
    public static void WriteLiteral(AnswerStream answer, ReadOnlySpan<byte> blob)
    {
        answer.Write("X'"u8);
        foreach (var value in blob)
        {
            answer.Write(HexDigits[value >> 4]);
            answer.Write(HexDigits[value & 0xF]);
        }

        answer.Write((byte)'\'');
    }
}
