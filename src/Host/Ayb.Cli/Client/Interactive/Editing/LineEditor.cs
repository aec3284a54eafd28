namespace Ayb.Cli.Client.Interactive.Editing;

/// <summary>
/// What keys do to a statement. It knows nothing of terminals: keys go in, and
/// <see cref="Edited"/> tells what there is to show.
/// </summary>
internal sealed class LineEditor(IReadOnlyList<string> history, Func<string, bool> isComplete)
{
    private string _killed = "";
    private string _draft = "";
    private int _recalled = history.Count;

    public EditedText Edited { get; private set; } = EditedText.Empty;

    public HistorySearch? Search { get; private set; }

    public EditState Press(Key key)
    {
        if (Search is { } search)
        {
            if (search.Press(key) is { } found)
            {
                Edited = found;
                return EditState.Editing;
            }

            Search = null;
            if (key.Intent is Intent.Cancel or Intent.Drop)
            {
                Edited = search.Before;
                return EditState.Editing;
            }
        }

        switch (key.Intent)
        {
            case Intent.Accept when isComplete(Edited.Text):
                return EditState.Accepted;
            case Intent.Drop:
                return EditState.Dropped;
            case Intent.DeleteOrEnd when Edited.Text.Length == 0:
                return EditState.Ended;
            case Intent.ClearScreen:
                return EditState.ScreenToClear;
            case Intent.Search:
                Search = new HistorySearch(history, Edited);
                return EditState.Editing;
            default:
                Edited = Apply(key);
                return EditState.Editing;
        }
    }

    private EditedText Apply(Key key) => key.Intent switch
    {
        Intent.Insert => Edited.Insert(key.Text),
        Intent.Accept => Edited.Insert("\n"),
        Intent.Left => Edited.MoveTo(Edited.Left),
        Intent.Right => Edited.MoveTo(Edited.Right),
        Intent.WordLeft => Edited.MoveTo(Edited.WordLeft),
        Intent.WordRight => Edited.MoveTo(Edited.WordRight),
        Intent.LineStart => Edited.MoveTo(Edited.LineStart),
        Intent.LineEnd => Edited.MoveTo(Edited.LineEnd),
        Intent.Up => Edited.IsOnFirstLine ? Recall(_recalled - 1) : Edited.OneLineUp(),
        Intent.Down => Edited.IsOnLastLine ? Recall(_recalled + 1) : Edited.OneLineDown(),
        Intent.DeleteLeft => Edited.Without(Edited.Left, Edited.Cursor),
        Intent.DeleteRight or Intent.DeleteOrEnd => Edited.Without(Edited.Cursor, Edited.Right),
        Intent.KillToStart => Kill(Edited.LineStart, Edited.Cursor),
        Intent.KillToEnd => Kill(Edited.Cursor, Edited.LineEnd),
        Intent.KillWordLeft => Kill(Edited.WordLeft, Edited.Cursor),
        Intent.KillWordRight => Kill(Edited.Cursor, Edited.WordRight),
        Intent.Yank => Edited.Insert(_killed),
        _ => Edited,
    };

    private EditedText Kill(int from, int to)
    {
        if (from < to)
        {
            _killed = Edited.Text[from..to];
        }

        return Edited.Without(from, to);
    }

    // The place after the newest entry is the statement that was being written before looking back.
    private EditedText Recall(int entry)
    {
        if (entry < 0 || entry > history.Count)
        {
            return Edited;
        }

        if (_recalled == history.Count)
        {
            _draft = Edited.Text;
        }

        _recalled = entry;
        return EditedText.AtEndOf(entry == history.Count ? _draft : history[entry]);
    }
}
