using System.Globalization;
using System.Text;

namespace Ayb.Infrastructure.Configuration.Toml;

/// <summary>The four kinds of strings: basic and literal, each on one line or on many.</summary>
internal static class TomlStrings
{
    public static string ReadAny(TomlCursor cursor)
    {
        var quote = cursor.Current;
        var opening = cursor.Position;
        return cursor.TryTake(new string(quote, 3)) ? ReadMultiLine(cursor, quote, opening) : ReadSingleLine(cursor);
    }

    public static string ReadSingleLine(TomlCursor cursor)
    {
        var quote = cursor.Take();
        var content = new StringBuilder();
        while (!cursor.TryTake(quote))
        {
            if (cursor.AtEnd || cursor.Current == '\n')
            {
                throw cursor.Position.Error($"expected {quote} at the end of the string");
            }

            if (quote == '"' && cursor.Current == '\\')
            {
                AppendEscaped(cursor, content);
            }
            else
            {
                content.Append(cursor.Take());
            }
        }

        return content.ToString();
    }

    private static string ReadMultiLine(TomlCursor cursor, char quote, TomlPosition opening)
    {
        var content = new StringBuilder();
        cursor.TryTake('\n');
        while (!TryClose(cursor, quote, content))
        {
            if (cursor.AtEnd)
            {
                throw cursor.Position.Error($"expected {new string(quote, 3)} at the end of the string that begins on line {opening.Line}");
            }

            if (quote == '"' && cursor.Current == '\\')
            {
                ReadBackslash(cursor, content);
            }
            else if (cursor.Current != quote)
            {
                content.Append(cursor.Take());
            }
        }

        return content.ToString();
    }

    /// <summary>Three quotes close; one or two more may stand before them and belong to the content.</summary>
    private static bool TryClose(TomlCursor cursor, char quote, StringBuilder content)
    {
        var quotes = cursor.TakeWhile(5, character => character == quote).Length;
        var closes = quotes >= 3;
        content.Append(quote, closes ? quotes - 3 : quotes);
        return closes;
    }

    /// <summary>A backslash at the end of a line swallows all space up to the next character that is none.</summary>
    private static void ReadBackslash(TomlCursor cursor, StringBuilder content)
    {
        if (cursor.Next is not (' ' or '\t' or '\n'))
        {
            AppendEscaped(cursor, content);
            return;
        }

        cursor.Take();
        cursor.SkipSpaces();
        if (cursor.Current != '\n')
        {
            throw cursor.Position.Error("expected the end of the line after the backslash");
        }

        cursor.TakeWhile(static character => character is ' ' or '\t' or '\n');
    }

    private static void AppendEscaped(TomlCursor cursor, StringBuilder content)
    {
        var position = cursor.Position;
        cursor.Take();
        var escape = cursor.AtEnd ? TomlCursor.End : cursor.Take();
        content.Append(escape switch
        {
            'b' => "\b",
            't' => "\t",
            'n' => "\n",
            'f' => "\f",
            'r' => "\r",
            '"' => "\"",
            '\\' => "\\",
            'u' => ReadScalarValue(cursor, 4, position),
            'U' => ReadScalarValue(cursor, 8, position),
            _ => throw position.Error("""expected an escape: \b \t \n \f \r \" \\ \uXXXX or \UXXXXXXXX"""),
        });
    }

    private static string ReadScalarValue(TomlCursor cursor, int length, TomlPosition position)
    {
        var digits = cursor.TakeWhile(length, char.IsAsciiHexDigit);
        if (digits.Length < length)
        {
            throw position.Error($"expected {length} hexadecimal digits in the escape");
        }

        var value = uint.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return Rune.IsValid(value)
            ? new Rune(value).ToString()
            : throw position.Error("expected a Unicode scalar value in the escape: up to 10FFFF, and not D800 to DFFF");
    }
}
