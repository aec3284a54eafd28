namespace Ayb.Infrastructure.Configuration.Toml;

/// <summary>A reading position in decoded text (<see cref="TomlText.Decode"/>).</summary>
internal sealed class TomlCursor(string text)
{
    /// <summary>What <see cref="Current"/> is after the last character; the text itself cannot contain it.</summary>
    public const char End = '\0';

    private int _offset;

    public TomlPosition Position { get; private set; } = TomlPosition.Start;

    public char Current => Ahead(0);

    public char Next => Ahead(1);

    public bool AtEnd => _offset == text.Length;

    public char Take()
    {
        var character = text[_offset++];
        Position = Position.After(character);
        return character;
    }

    public bool TryTake(char expected)
    {
        if (AtEnd || Current != expected)
        {
            return false;
        }

        Take();
        return true;
    }

    public bool TryTake(string expected)
    {
        if (string.CompareOrdinal(text, _offset, expected, 0, expected.Length) != 0)
        {
            return false;
        }

        TakeWhile(expected.Length, static _ => true);
        return true;
    }

    public string TakeWhile(Func<char, bool> accepts) => TakeWhile(int.MaxValue, accepts);

    public string TakeWhile(int atMost, Func<char, bool> accepts)
    {
        var start = _offset;
        while (!AtEnd && _offset - start < atMost && accepts(Current))
        {
            Take();
        }

        return text[start.._offset];
    }

    public void SkipSpaces() => TakeWhile(static character => character is ' ' or '\t');

    /// <summary>Skips spaces, comments and newlines.</summary>
    public void SkipLines()
    {
        do
        {
            SkipSpaces();
            SkipComment();
        }
        while (TryTake('\n'));
    }

    public void ExpectEndOfLine()
    {
        SkipSpaces();
        SkipComment();
        if (!AtEnd && !TryTake('\n'))
        {
            throw Position.Error("expected the end of the line");
        }
    }

    public void Expect(string expected, string where)
    {
        if (!TryTake(expected))
        {
            throw Position.Error($"expected {expected} {where}");
        }
    }

    private char Ahead(int count) => _offset + count < text.Length ? text[_offset + count] : End;

    private void SkipComment()
    {
        if (Current == '#')
        {
            TakeWhile(static character => character != '\n');
        }
    }
}
