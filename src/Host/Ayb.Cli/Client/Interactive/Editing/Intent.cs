namespace Ayb.Cli.Client.Interactive.Editing;

internal enum Intent
{
    Ignore,
    Insert,
    Accept,
    Left,
    Right,
    WordLeft,
    WordRight,
    LineStart,
    LineEnd,
    Up,
    Down,
    DeleteLeft,
    DeleteRight,
    DeleteOrEnd,
    KillToStart,
    KillToEnd,
    KillWordLeft,
    KillWordRight,
    Yank,
    Search,
    Drop,
    Cancel,
    ClearScreen,
}
