using System.Globalization;

namespace Ayb.Cli.Client.Interactive.Editing;

/// <summary>Ctrl-R: the newest statement that holds what is typed, and with every further Ctrl-R an older one.</summary>
/// <param name="history">Statements, the newest last.</param>
/// <param name="before">What was being edited when the search began.</param>
internal sealed class HistorySearch(IReadOnlyList<string> history, EditedText before)
{
    private EditedText _found = before;
    private int _at = history.Count;

    public string Wanted { get; private set; } = "";

    public EditedText Before { get; } = before;

    /// <summary>The text to show, or null for a key that is not the search's and ends it.</summary>
    public EditedText? Press(Key key)
    {
        switch (key.Intent)
        {
            case Intent.Insert:
                Wanted += key.Text;
                return Find(Math.Min(_at, history.Count - 1));
            case Intent.DeleteLeft:
                Wanted = Wanted.Length == 0 ? "" : new StringInfo(Wanted) is { LengthInTextElements: var length } text
                    ? text.SubstringByTextElements(0, length - 1)
                    : "";
                return Find(history.Count - 1);
            case Intent.Search:
                return Find(_at - 1);
            default:
                return null;
        }
    }

    private EditedText Find(int newest)
    {
        for (var entry = newest; entry >= 0 && Wanted.Length > 0; entry--)
        {
            var position = history[entry].IndexOf(Wanted, StringComparison.OrdinalIgnoreCase);
            if (position >= 0)
            {
                _at = entry;
                return _found = new(history[entry], position);
            }
        }

        return _found;
    }
}
