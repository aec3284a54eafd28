using System.Buffers;
using System.Globalization;

namespace Ayb.Infrastructure.Configuration.Toml;

/// <summary>Integers in four bases and floats.</summary>
internal static class TomlNumbers
{
    private static readonly SearchValues<char> Decimal = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> Octal = SearchValues.Create("01234567");
    private static readonly SearchValues<char> Binary = SearchValues.Create("01");

    /// <returns>Null when the token does not have the form of a number.</returns>
    public static TomlScalar? TryRead(string token, TomlPosition position) => token switch
    {
        ['0', 'x', .. var digits] => Based(digits, 16, Hexadecimal, position),
        ['0', 'o', .. var digits] => Based(digits, 8, Octal, position),
        ['0', 'b', .. var digits] => Based(digits, 2, Binary, position),
        "inf" or "+inf" => Float(double.PositiveInfinity, position),
        "-inf" => Float(double.NegativeInfinity, position),
        "nan" or "+nan" or "-nan" => Float(double.NaN, position),
        _ => Plain(token, position),
    };

    private static TomlScalar? Based(string digits, int radix, SearchValues<char> allowed, TomlPosition position)
    {
        if (digits.Length == 0 || DigitsLength(digits, allowed) != digits.Length)
        {
            return null;
        }

        var value = 0L;
        foreach (var digit in digits.Where(char.IsAsciiHexDigit).Select(character => Convert.ToInt32(character.ToString(), 16)))
        {
            value = value <= (long.MaxValue - digit) / radix ? (value * radix) + digit : throw TooLarge(position);
        }

        return Integer(value, position);
    }

    private static TomlScalar? Plain(string token, TomlPosition position)
    {
        var rest = WithoutSign(token);
        var whole = DigitsLength(rest, Decimal);
        if (whole == 0 || (whole > 1 && rest[0] == '0'))
        {
            return null;
        }

        rest = rest[whole..];
        var digits = token.Replace("_", "", StringComparison.Ordinal);
        if (rest.IsEmpty)
        {
            return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? Integer(value, position)
                : throw TooLarge(position);
        }

        if (!IsFractionOrExponent(rest))
        {
            return null;
        }

        var number = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(number)
            ? Float(number, position)
            : throw position.Error("expected a number that fits a 64-bit float");
    }

    private static bool IsFractionOrExponent(ReadOnlySpan<char> rest)
    {
        if (rest[0] == '.')
        {
            var fraction = DigitsLength(rest[1..], Decimal);
            rest = rest[(1 + fraction)..];
            if (fraction == 0 || rest.IsEmpty)
            {
                return fraction > 0;
            }
        }

        if (rest[0] is not ('e' or 'E'))
        {
            return false;
        }

        var exponent = WithoutSign(rest[1..]);
        return !exponent.IsEmpty && DigitsLength(exponent, Decimal) == exponent.Length;
    }

    private static ReadOnlySpan<char> WithoutSign(ReadOnlySpan<char> number) =>
        number is ['+' or '-', .. var unsigned] ? unsigned : number;

    /// <summary>The length of the longest beginning made of digits with single underscores between them.</summary>
    private static int DigitsLength(ReadOnlySpan<char> text, SearchValues<char> digits)
    {
        var length = 0;
        for (var index = 0; index < text.Length; index++)
        {
            if (digits.Contains(text[index]))
            {
                length = index + 1;
            }
            else if (text[index] != '_' || length != index || index == 0)
            {
                break;
            }
        }

        return length;
    }

    private static TomlScalar Integer(long value, TomlPosition position) => new(TomlKind.Integer, value, position);

    private static TomlScalar Float(double value, TomlPosition position) => new(TomlKind.Float, value, position);

    private static TomlException TooLarge(TomlPosition position) => position.Error("expected an integer that fits in 64 bits");
}
