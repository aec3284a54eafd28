namespace Ayb.Cli.Client.Interactive.Editing;

/// <summary>
/// What terminals send for a key: control characters as in Emacs, and the sequences of xterm, which the others follow
/// (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html).
/// </summary>
internal static class KeySequences
{
    private static readonly (Intent Intent, string[] Sequences)[] All =
    [
        (Intent.Accept, ["\r", "\n"]),
        (Intent.Left, ["\e[D", "\eOD", "\x02"]),
        (Intent.Right, ["\e[C", "\eOC", "\x06"]),
        (Intent.WordLeft, ["\eb", "\e[1;5D", "\e[1;3D"]),
        (Intent.WordRight, ["\ef", "\e[1;5C", "\e[1;3C"]),
        (Intent.LineStart, ["\e[H", "\eOH", "\e[1~", "\e[7~", "\x01"]),
        (Intent.LineEnd, ["\e[F", "\eOF", "\e[4~", "\e[8~", "\x05"]),
        (Intent.Up, ["\e[A", "\eOA", "\x10"]),
        (Intent.Down, ["\e[B", "\eOB", "\x0e"]),
        (Intent.DeleteLeft, ["\x7f", "\b"]),
        (Intent.DeleteRight, ["\e[3~"]),
        (Intent.DeleteOrEnd, ["\x04"]),
        (Intent.KillToStart, ["\x15"]),
        (Intent.KillToEnd, ["\x0b"]),
        (Intent.KillWordLeft, ["\x17", "\e\x7f", "\e\b"]),
        (Intent.KillWordRight, ["\ed", "\e[3;5~"]),
        (Intent.Yank, ["\x19"]),
        (Intent.Search, ["\x12"]),
        (Intent.Drop, ["\x03"]),
        (Intent.Cancel, ["\x07"]),
        (Intent.ClearScreen, ["\x0c"]),
    ];

    private static readonly Dictionary<string, Intent> Meanings = All
        .SelectMany(key => key.Sequences, (key, sequence) => (sequence, key.Intent))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>What the sequence asks for; <see cref="Intent.Ignore"/> if it is unknown.</summary>
    public static Intent Meaning(string sequence) => Meanings.GetValueOrDefault(sequence);
}
