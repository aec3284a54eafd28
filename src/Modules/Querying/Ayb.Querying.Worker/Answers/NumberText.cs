using System.Buffers.Text;

namespace Ayb.Querying.Worker.Answers;

/// <summary>Writes numbers as decimal text.</summary>
internal static class NumberText
{
    private const int LongestInteger = 20;
    private const int LongestReal = 32;

    public static void Write(AnswerStream answer, long value)
    {
        Span<byte> text = stackalloc byte[LongestInteger];
        Utf8Formatter.TryFormat(value, text, out var length);
        answer.Write(text[..length]);
    }

    public static void WriteQuoted(AnswerStream answer, long value)
    {
        Span<byte> text = stackalloc byte[LongestInteger + 2];
        text[0] = (byte)'"';
        Utf8Formatter.TryFormat(value, text[1..], out var length);
        text[length + 1] = (byte)'"';
        answer.Write(text[..(length + 2)]);
    }

    /// <summary>The shortest digits that read back the same, and always a real to look at: <c>1.0</c>, <c>1e+300</c>, <c>Inf</c>.</summary>
    public static void Write(AnswerStream answer, double value)
    {
        Span<byte> text = stackalloc byte[LongestReal + 2];
        answer.Write(Format(text, value));
    }

    public static void WriteQuoted(AnswerStream answer, double value)
    {
        answer.Write((byte)'"');
        Write(answer, value);
        answer.Write((byte)'"');
    }

    private static ReadOnlySpan<byte> Format(Span<byte> text, double value)
    {
        if (double.IsInfinity(value))
        {
            return double.IsPositive(value) ? "Inf"u8 : "-Inf"u8;
        }

        value.TryFormat(text, out var length, "R", null);
        var digits = text[..length];
        if (digits.IndexOf((byte)'E') is var exponent and >= 0)
        {
            digits[exponent] = (byte)'e';
        }
        else if (!digits.Contains((byte)'.'))
        {
            ".0"u8.CopyTo(text[length..]);
            length += 2;
        }

        return text[..length];
    }
}
