using System.Buffers.Text;

namespace Ayb.Querying.Worker.Answers;

/// <summary>Writes the values for which JSON has no type of its own.</summary>
internal static class JsonValue
{
    public static void WriteReal(AnswerStream answer, double value)
    {
        if (double.IsFinite(value))
        {
            NumberText.Write(answer, value);
        }
        else
        {
            // JSON has no number for it. SQLite has no NaN: it is NULL there.
            answer.Write(double.IsPositive(value) ? """{"real":"Infinity"}"""u8 : """{"real":"-Infinity"}"""u8);
        }
    }

    public static void WriteBlob(AnswerStream answer, ReadOnlySpan<byte> blob)
    {
        const int piece = 3 * 256;
        answer.Write("""{"base64":" """u8[..^1]);
        Span<byte> text = stackalloc byte[piece / 3 * 4];
        while (blob.Length > 0)
        {
            var part = blob[..Math.Min(piece, blob.Length)];
            Base64.EncodeToUtf8(part, text, out _, out var written);
            answer.Write(text[..written]);
            blob = blob[part.Length..];
        }

        answer.Write("\"}"u8);
    }
}
