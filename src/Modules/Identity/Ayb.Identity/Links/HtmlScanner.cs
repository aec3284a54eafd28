using System.Buffers;
using System.Net;

namespace Ayb.Identity;

/// <summary>Goes from tag to tag through a page. What the page leaves open at its end is not there.</summary>
internal sealed class HtmlScanner(string html)
{
    private const string WhiteSpace = " \t\n\f\r";

    private static readonly SearchValues<char> Blank = SearchValues.Create(WhiteSpace);
    private static readonly SearchValues<char> BlankOrSlash = SearchValues.Create(WhiteSpace + "/");
    private static readonly SearchValues<char> EndOfTagName = SearchValues.Create(WhiteSpace + "/>");
    private static readonly SearchValues<char> EndOfName = SearchValues.Create(WhiteSpace + "/>=");
    private static readonly SearchValues<char> EndOfValue = SearchValues.Create(WhiteSpace + ">");

    private int _position;

    private ReadOnlySpan<char> Rest => html.AsSpan(_position);

    public bool TryReadTag(out HtmlTag tag)
    {
        while (TryMoveTo("<"))
        {
            if (Rest.StartsWith("<!--"))
            {
                SkipComment();
            }
            else if (Rest.StartsWith("<![CDATA["))
            {
                // A section in SVG and MathML, elsewhere a comment of another kind; taken for the longer of the two.
                SkipPast("]]>");
            }
            else if (Rest.StartsWith("<!") || Rest.StartsWith("<?") || (Rest.StartsWith("</") && !IsLetterAt(2)))
            {
                SkipPast(">");
            }
            else if (IsLetterAt(1) || Rest.StartsWith("</"))
            {
                if (TryFinishTag(out tag))
                {
                    return true;
                }
            }
            else
            {
                _position++;
            }
        }

        tag = default;
        return false;
    }

    /// <summary>Past the text of an element that holds no others, up to its end tag.</summary>
    public void SkipText(string element)
    {
        var end = $"</{element}";
        while (TryMoveTo(end) && !IsNameOver(end.Length))
        {
            _position++;
        }
    }

    /// <summary>
    /// As <see cref="SkipText"/>, with what scripts have of old: within <c>&lt;!--</c> a script may hold another one, end tag
    /// and all.
    /// </summary>
    public void SkipScript()
    {
        var (isComment, isInner) = (false, false);
        for (; _position < html.Length; _position++)
        {
            if (!isComment && Rest.StartsWith("<!--"))
            {
                // Only the first two: the dashes may be those of the comment's end as well.
                isComment = true;
                _position++;
            }
            else if (isComment && Rest.StartsWith("-->"))
            {
                (isComment, isInner) = (false, false);
            }
            else if (isComment && !isInner && IsTag("<script"))
            {
                isInner = true;
            }
            else if (IsTag("</script"))
            {
                if (!isInner)
                {
                    return;
                }

                isInner = false;
            }
        }
    }

    private bool TryFinishTag(out HtmlTag tag)
    {
        var isEnd = Rest[1] == '/';
        _position += isEnd ? 2 : 1;
        var name = ReadUntil(EndOfTagName).ToString().ToLowerInvariant();
        string? rel = null, href = null;
        while (SkipAll(BlankOrSlash) && Rest[0] != '>')
        {
            var attribute = ReadName();
            var value = ReadValue();

            // The first of several wins.
            if (attribute.Equals("rel", StringComparison.OrdinalIgnoreCase))
            {
                rel ??= WebUtility.HtmlDecode(value.ToString());
            }
            else if (attribute.Equals("href", StringComparison.OrdinalIgnoreCase))
            {
                href ??= WebUtility.HtmlDecode(value.ToString());
            }
        }

        tag = new HtmlTag(name, isEnd, rel, href);
        if (_position == html.Length)
        {
            return false;
        }

        _position++;
        return true;
    }

    private ReadOnlySpan<char> ReadName()
    {
        // An equals sign in the first place is part of the name.
        var start = _position++;
        ReadUntil(EndOfName);
        return html.AsSpan(start, _position - start);
    }

    private ReadOnlySpan<char> ReadValue()
    {
        if (!SkipAll(Blank) || Rest[0] != '=')
        {
            return [];
        }

        _position++;
        if (!SkipAll(Blank) || Rest[0] is not ('"' or '\''))
        {
            return ReadUntil(EndOfValue);
        }

        var quote = Rest[0];
        _position++;
        var length = Rest.IndexOf(quote);
        var value = length < 0 ? [] : Rest[..length];
        _position = length < 0 ? html.Length : _position + length + 1;
        return value;
    }

    private void SkipComment()
    {
        _position += "<!--".Length;
        if (Rest.StartsWith(">") || Rest.StartsWith("->"))
        {
            SkipPast(">");
            return;
        }

        while (TryMoveTo("--"))
        {
            if (Rest.StartsWith("-->") || Rest.StartsWith("--!>"))
            {
                SkipPast(">");
                return;
            }

            _position++;
        }
    }

    private bool IsTag(string start) =>
        Rest.StartsWith(start, StringComparison.OrdinalIgnoreCase) && IsNameOver(start.Length);

    private bool IsNameOver(int offset) => offset < Rest.Length && EndOfTagName.Contains(Rest[offset]);

    private bool IsLetterAt(int offset) => offset < Rest.Length && char.IsAsciiLetter(Rest[offset]);

    /// <returns>False at the end of the page.</returns>
    private bool TryMoveTo(string text)
    {
        var distance = Rest.IndexOf(text, StringComparison.OrdinalIgnoreCase);
        _position = distance < 0 ? html.Length : _position + distance;
        return distance >= 0;
    }

    private void SkipPast(string text)
    {
        if (TryMoveTo(text))
        {
            _position += text.Length;
        }
    }

    /// <returns>False at the end of the page.</returns>
    private bool SkipAll(SearchValues<char> characters)
    {
        var length = Rest.IndexOfAnyExcept(characters);
        _position = length < 0 ? html.Length : _position + length;
        return length >= 0;
    }

    private ReadOnlySpan<char> ReadUntil(SearchValues<char> ends)
    {
        var length = Rest.IndexOfAny(ends);
        var text = length < 0 ? Rest : Rest[..length];
        _position += text.Length;
        return text;
    }
}
