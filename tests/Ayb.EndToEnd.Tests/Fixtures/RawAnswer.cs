using System.Globalization;
using System.Text;

namespace Ayb.EndToEnd.Tests.Fixtures;

/// <summary>An HTTP answer as it came over the wire.</summary>
internal sealed record RawAnswer(int Status, ILookup<string, string> Headers, string Body)
{
    /// <param name="text">Every byte as a character.</param>
    public static RawAnswer Parse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        end.Should().BePositive("there should be an answer, but there is '{0}'", text);
        var lines = text[..end].Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToLookup(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = text[(end + 4)..];
        return new RawAnswer(
            int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture),
            headers,
            Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(headers["Transfer-Encoding"].Contains("chunked") ? Joined(body) : body)));
    }

    /// <summary>Puts chunks together; see RFC 9112, 7.1.</summary>
    private static string Joined(string chunks)
    {
        var text = "";
        while (true)
        {
            var line = chunks.IndexOf("\r\n", StringComparison.Ordinal);
            var length = int.Parse(chunks.AsSpan(0, line), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0)
            {
                return text;
            }

            text += chunks.Substring(line + 2, length);
            chunks = chunks[(line + 2 + length + 2)..];
        }
    }
}
