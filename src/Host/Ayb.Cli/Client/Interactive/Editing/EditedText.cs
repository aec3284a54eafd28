using System.Globalization;

namespace Ayb.Cli.Client.Interactive.Editing;

/// <summary>
/// A statement being written, of one or more lines, and the cursor in it.
/// Positions are indexes into the text and stand between characters as people see them, never inside one.
/// </summary>
internal readonly record struct EditedText(string Text, int Cursor)
{
    public static EditedText Empty => new("", 0);

    public int Left => StepBefore(Cursor);

    public int Right => Cursor == Text.Length ? Cursor : Cursor + StringInfo.GetNextTextElementLength(Text, Cursor);

    public int LineStart => Text.AsSpan(0, Cursor).LastIndexOf('\n') + 1;

    public int LineEnd => Text.IndexOf('\n', Cursor) is >= 0 and var end ? end : Text.Length;

    public bool IsOnFirstLine => LineStart == 0;

    public bool IsOnLastLine => LineEnd == Text.Length;

    public int WordLeft
    {
        get
        {
            var at = Cursor;
            while (at > 0 && !IsWord(Text[at - 1]))
            {
                at--;
            }

            while (at > 0 && IsWord(Text[at - 1]))
            {
                at--;
            }

            return at;
        }
    }

    public int WordRight
    {
        get
        {
            var at = Cursor;
            while (at < Text.Length && !IsWord(Text[at]))
            {
                at++;
            }

            while (at < Text.Length && IsWord(Text[at]))
            {
                at++;
            }

            return at;
        }
    }

    public static EditedText AtEndOf(string text) => new(text, text.Length);

    public EditedText MoveTo(int position) => this with { Cursor = position };

    public EditedText Insert(string inserted) => new(Text.Insert(Cursor, inserted), Cursor + inserted.Length);

    public EditedText Without(int from, int to) => new(Text.Remove(from, to - from), from);

    public EditedText OneLineUp() => MoveTo(LineStart - 1).ToColumn(Column);

    public EditedText OneLineDown() => MoveTo(LineEnd + 1).ToColumn(Column);

    private int Column => new StringInfo(Text[LineStart..Cursor]).LengthInTextElements;

    // Surrogate halves count as word characters, so that no pair is torn.
    private static bool IsWord(char character) =>
        char.IsLetterOrDigit(character) || character == '_' || char.IsSurrogate(character)
        || char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private EditedText ToColumn(int column)
    {
        var moved = MoveTo(LineStart);
        for (; column > 0 && moved.Cursor < moved.LineEnd; column--)
        {
            moved = moved.MoveTo(moved.Right);
        }

        return moved;
    }

    private int StepBefore(int position)
    {
        var before = 0;
        for (var at = 0; at < position; at += StringInfo.GetNextTextElementLength(Text, at))
        {
            before = at;
        }

        return before;
    }
}
