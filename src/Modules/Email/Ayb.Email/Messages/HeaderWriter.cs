using System.Text;

namespace Ayb.Email.Messages;

/// <summary>Writes header fields, folded between the pieces of a value so that lines stay within RFC 5322's 78 characters.</summary>
internal sealed class HeaderWriter
{
    private const int MaxLine = 78;

    private readonly StringBuilder _text = new();

    public HeaderWriter Add(string name, params IEnumerable<string> pieces)
    {
        _text.Append(name).Append(':');
        var column = name.Length + 1;
        var first = true;
        foreach (var piece in pieces)
        {
            // Never before the first: a line of white space alone is no line to some servers.
            if (!first && column + 1 + piece.Length > MaxLine)
            {
                _text.Append("\r\n");
                column = 0;
            }

            _text.Append(' ').Append(piece);
            column += 1 + piece.Length;
            first = false;
        }

        _text.Append("\r\n");
        return this;
    }

    public override string ToString() => _text.ToString();
}
