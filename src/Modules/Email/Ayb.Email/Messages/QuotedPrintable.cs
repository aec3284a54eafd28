using System.Text;

namespace Ayb.Email.Messages;

/// <summary>RFC 2045's encoding that keeps text readable, with lines of at most 76 characters.</summary>
internal static class QuotedPrintable
{
    private const int MaxLine = 76;

    public static string Encode(IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            AppendLine(text, Encoding.UTF8.GetBytes(line));
        }

        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, byte[] line)
    {
        var column = 0;
        for (var index = 0; index < line.Length; index++)
        {
            var isLast = index == line.Length - 1;
            var piece = IsLiteral(line[index], isLast) ? $"{(char)line[index]}" : $"={line[index]:X2}";

            // One column stays free for the '=' of a soft line break.
            if (column + piece.Length > MaxLine - (isLast ? 0 : 1))
            {
                text.Append("=\r\n");
                column = 0;
            }

            text.Append(piece);
            column += piece.Length;
        }

        text.Append("\r\n");
    }

    // White space at a line's end would be lost on the way.
    private static bool IsLiteral(byte octet, bool isLast) => octet switch
    {
        (byte)'=' => false,
        (byte)' ' or (byte)'\t' => !isLast,
        _ => octet is >= 33 and <= 126,
    };
}
