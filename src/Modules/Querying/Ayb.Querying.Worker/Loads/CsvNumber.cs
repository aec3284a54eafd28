using System.Buffers.Text;

namespace Ayb.Querying.Worker.Loads;

/// <summary>Which texts are numbers of which nothing is lost when they are kept as such.</summary>
internal static class CsvNumber
{
    /// <summary>A double has all decimal numbers of so many digits.</summary>
    private const int SafeDigits = 15;

    private const int MostDigits = 17;
    private const int LongestReal = 40;

    public static bool IsInteger(ReadOnlySpan<byte> text, out long value) =>
        Utf8Parser.TryParse(text, out value, out var length) && length == text.Length && HasPlainWhole(text) && !(value == 0 && text[0] == (byte)'-');

    public static bool IsExactReal(long value) => Math.Abs((double)value) < long.MaxValue && (long)(double)value == value;

    /// <summary>
    /// Digits with a point, an exponent or both. Zeros at the end are for <see cref="CsvDecimals"/> to judge. <c>12e4</c> is no number but somebody's
    /// code: programs write exponents with a sign, or after a point.
    /// </summary>
    public static bool IsReal(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        return text.Length <= LongestReal
            && text.ContainsAny((byte)'.', (byte)'e', (byte)'E')
            && IsDecimal(text)
            && Utf8Parser.TryParse(text, out value, out var length)
            && length == text.Length
            && double.IsFinite(value)
            && !(value == 0 && text[0] == (byte)'-')
            && KeepsDigits(text, value);
    }

    private static bool HasPlainWhole(ReadOnlySpan<byte> text)
    {
        var digits = text[0] == (byte)'-' ? text[1..] : text;
        return digits is [>= (byte)'1' and <= (byte)'9', ..] || (digits is [(byte)'0', ..] && (digits.Length == 1 || !char.IsAsciiDigit((char)digits[1])));
    }

    private static bool IsDecimal(ReadOnlySpan<byte> text)
    {
        if (!HasPlainWhole(text))
        {
            return false;
        }

        var rest = text[(text[0] == (byte)'-' ? 1 : 0)..].TrimStart("0123456789"u8);
        var hasPoint = rest is [(byte)'.', ..];
        if (hasPoint)
        {
            var fraction = rest[1..].TrimStart("0123456789"u8);
            if (fraction.Length == rest.Length - 1)
            {
                return false;
            }

            rest = fraction;
        }

        if (rest is [(byte)'e' or (byte)'E', ..])
        {
            var hasSign = rest is [_, (byte)'+' or (byte)'-', ..];
            rest = rest[(hasSign ? 2 : 1)..];
            return (hasPoint || hasSign) && rest.Length > 0 && rest.TrimStart("0123456789"u8).IsEmpty;
        }

        return rest.IsEmpty;
    }

    private static bool KeepsDigits(ReadOnlySpan<byte> text, double value)
    {
        Span<byte> given = stackalloc byte[LongestReal];
        var digits = DigitsOf(text, given);
        if (value == 0)
        {
            return digits.IsEmpty;
        }

        if (digits.Length <= SafeDigits && Math.Abs(value) is > 1e-300 and < 1e300)
        {
            return true;
        }

        Span<byte> kept = stackalloc byte[LongestReal];
        Span<byte> shortest = stackalloc byte[LongestReal];
        return digits.Length <= MostDigits
            && value.TryFormat(shortest, out var length, "R", null)
            && digits.SequenceEqual(DigitsOf(shortest[..length], kept));
    }

    /// <summary>The digits that count, without the zeros around them.</summary>
    private static ReadOnlySpan<byte> DigitsOf(ReadOnlySpan<byte> text, Span<byte> into)
    {
        var end = text.IndexOfAny((byte)'e', (byte)'E');
        var count = 0;
        foreach (var value in end < 0 ? text : text[..end])
        {
            if (char.IsAsciiDigit((char)value))
            {
                into[count++] = value;
            }
        }

        return into[..count].Trim((byte)'0');
    }
}
