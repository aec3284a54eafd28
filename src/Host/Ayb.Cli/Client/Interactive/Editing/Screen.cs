using System.Globalization;
using System.Text;

namespace Ayb.Cli.Client.Interactive.Editing;

/// <summary>Shows an edited text on a terminal, over what it showed before.</summary>
internal sealed class Screen(ITerminal terminal, string prompt)
{
    private readonly string _continuation = "...> ".PadLeft(prompt.Length);
    private int _cursorRow;

    public void Show(LineEditor editor) => Show(
        editor.Search is { } search ? $"(search '{search.Wanted}'): " : prompt,
        editor.Edited);

    /// <summary>Leaves the text as it stands, and the cursor on a fresh line below it.</summary>
    public void Leave(LineEditor editor, string mark = "")
    {
        Show(prompt, EditedText.AtEndOf(editor.Edited.Text));
        terminal.Write($"{mark}\r\n");
    }

    public void Clear()
    {
        terminal.Write("\e[H\e[2J");
        _cursorRow = 0;
    }

    private void Show(string shownPrompt, EditedText edited)
    {
        var (columns, height) = terminal.Size;
        var layout = new ScreenLayout(shownPrompt, _continuation, edited, columns);

        // Rows above the terminal's top are out of reach: a text taller than that is seen through a window.
        var first = Math.Max(0, layout.CursorRow - height + 1);
        var rows = layout.Rows.Skip(first).Take(height).ToArray();
        var cursorRow = layout.CursorRow - first;

        var output = new StringBuilder();
        Move(output, _cursorRow, 'A');
        output.Append("\r\e[J").AppendJoin("\r\n", rows);
        Move(output, rows.Length - 1 - cursorRow, 'A');
        output.Append('\r');
        Move(output, layout.CursorColumn, 'C');
        terminal.Write(output.ToString());
        _cursorRow = cursorRow;
    }

    private static void Move(StringBuilder output, int steps, char direction)
    {
        if (steps > 0)
        {
            output.Append(CultureInfo.InvariantCulture, $"\e[{steps}{direction}");
        }
    }
}
