namespace Ayb.Cli.Client.Interactive.Editing;

/// <summary>Reads statements from a person, who may edit them until they are complete.</summary>
internal sealed class LineReader(ITerminal terminal, History history, Func<string, bool> isComplete)
{
    private readonly KeyDecoder _decoder = new();

    // What is typed ahead belongs to the statements after this one.
    private readonly Queue<Key> _typed = new();

    /// <summary>The next statement, an empty one if it was dropped, or null when the person leaves.</summary>
    public string? Read(string prompt)
    {
        using var raw = terminal.EnterRawMode();
        var editor = new LineEditor(history.Entries, isComplete);
        var screen = new Screen(terminal, prompt);
        screen.Show(editor);
        while (NextKey() is { } key)
        {
            switch (editor.Press(key))
            {
                case EditState.Accepted:
                    screen.Leave(editor);
                    history.Add(editor.Edited.Text);
                    return editor.Edited.Text;
                case EditState.Dropped:
                    screen.Leave(editor, "^C");
                    return "";
                case EditState.Ended:
                    screen.Leave(editor);
                    return null;
                case EditState.ScreenToClear:
                    screen.Clear();
                    break;
            }

            if (_typed.Count == 0)
            {
                screen.Show(editor);
            }
        }

        return null;
    }

    private Key? NextKey()
    {
        Span<byte> bytes = stackalloc byte[1024];
        while (_typed.Count == 0)
        {
            var count = terminal.Read(bytes);
            if (count == 0)
            {
                return null;
            }

            foreach (var key in _decoder.Decode(bytes[..count]))
            {
                _typed.Enqueue(key);
            }
        }

        return _typed.Dequeue();
    }
}
