using System.Globalization;
using System.Text;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Interactive.Editing;

/// <summary>An edited text broken into the rows of a terminal, and where the cursor stands among them.</summary>
internal sealed class ScreenLayout
{
    private readonly List<string> _rows = [];
    private readonly StringBuilder _row = new();
    private readonly int _columns;
    private int _column;

    public ScreenLayout(string prompt, string continuation, EditedText edited, int columns)
    {
        _columns = columns;
        Put(prompt);
        var placed = false;
        for (int at = 0, length; at < edited.Text.Length; at += length)
        {
            length = StringInfo.GetNextTextElementLength(edited.Text, at);
            var element = edited.Text.Substring(at, length);
            if (at >= edited.Cursor && !placed)
            {
                PlaceCursor(element == "\n" ? 1 : TerminalText.Width(Visible(element)));
                placed = true;
            }

            if (element == "\n")
            {
                Break();
                Put(continuation);
            }
            else
            {
                PutElement(Visible(element));
            }
        }

        if (!placed)
        {
            PlaceCursor(width: 1);
        }

        Break();
    }

    public IReadOnlyList<string> Rows => _rows;

    public int CursorRow { get; private set; }

    public int CursorColumn { get; private set; }

    private static string Visible(string element) => element == "\t" ? "    " : TerminalText.Escape(element);

    private void Put(string text)
    {
        for (int at = 0, length; at < text.Length; at += length)
        {
            length = StringInfo.GetNextTextElementLength(text, at);
            PutElement(text.Substring(at, length));
        }
    }

    private void PutElement(string element)
    {
        var width = TerminalText.Width(element);
        BreakUnlessFits(width);
        _row.Append(element);
        _column += width;
    }

    // The cursor stands where the next character will be shown, which may be on the next row.
    private void PlaceCursor(int width)
    {
        BreakUnlessFits(width);
        (CursorRow, CursorColumn) = (_rows.Count, _column);
    }

    private void BreakUnlessFits(int width)
    {
        if (_column > 0 && _column + width > _columns)
        {
            Break();
        }
    }

    private void Break()
    {
        _rows.Add(_row.ToString());
        _row.Clear();
        _column = 0;
    }
}
