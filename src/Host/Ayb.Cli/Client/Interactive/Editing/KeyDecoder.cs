using System.Text;

namespace Ayb.Cli.Client.Interactive.Editing;

/// <summary>
/// Turns the bytes of a terminal into keys. Sequences may arrive in pieces; an unknown one is swallowed whole.
/// They are those of xterm, https://invisible-island.net/xterm/ctlseqs/ctlseqs.html, which the others follow.
/// </summary>
internal sealed class KeyDecoder
{
    private const char Escape = '\e';
    private const string PasteStart = "\e[200~";
    private const string PasteEnd = "\e[201~";

    private static readonly Dictionary<string, Intent> Sequences = new(StringComparer.Ordinal)
    {
        ["\r"] = Intent.Accept, ["\n"] = Intent.Accept,
        ["\x01"] = Intent.LineStart, ["\e[H"] = Intent.LineStart, ["\eOH"] = Intent.LineStart,
        ["\e[1~"] = Intent.LineStart, ["\e[7~"] = Intent.LineStart,
        ["\x05"] = Intent.LineEnd, ["\e[F"] = Intent.LineEnd, ["\eOF"] = Intent.LineEnd,
        ["\e[4~"] = Intent.LineEnd, ["\e[8~"] = Intent.LineEnd,
        ["\x02"] = Intent.Left, ["\e[D"] = Intent.Left, ["\eOD"] = Intent.Left,
        ["\x06"] = Intent.Right, ["\e[C"] = Intent.Right, ["\eOC"] = Intent.Right,
        ["\x10"] = Intent.Up, ["\e[A"] = Intent.Up, ["\eOA"] = Intent.Up,
        ["\x0e"] = Intent.Down, ["\e[B"] = Intent.Down, ["\eOB"] = Intent.Down,
        ["\eb"] = Intent.WordLeft, ["\e[1;5D"] = Intent.WordLeft, ["\e[1;3D"] = Intent.WordLeft,
        ["\ef"] = Intent.WordRight, ["\e[1;5C"] = Intent.WordRight, ["\e[1;3C"] = Intent.WordRight,
        ["\x7f"] = Intent.DeleteLeft, ["\b"] = Intent.DeleteLeft,
        ["\e[3~"] = Intent.DeleteRight, ["\x04"] = Intent.DeleteOrEnd,
        ["\x15"] = Intent.KillToStart, ["\x0b"] = Intent.KillToEnd,
        ["\x17"] = Intent.KillWordLeft, ["\e\x7f"] = Intent.KillWordLeft, ["\e\b"] = Intent.KillWordLeft,
        ["\ed"] = Intent.KillWordRight, ["\e[3;5~"] = Intent.KillWordRight, ["\x19"] = Intent.Yank,
        ["\x12"] = Intent.Search, ["\x03"] = Intent.Drop, ["\x07"] = Intent.Cancel, ["\x0c"] = Intent.ClearScreen,
    };

    private readonly Decoder _utf8 = Encoding.UTF8.GetDecoder();
    private string _pending = "";

    public IEnumerable<Key> Decode(ReadOnlySpan<byte> bytes)
    {
        var characters = new char[_utf8.GetCharCount(bytes, flush: false)];
        _utf8.GetChars(bytes, characters, flush: false);
        _pending += new string(characters);

        var keys = new List<Key>();
        var at = 0;
        while (at < _pending.Length && Take(_pending.AsSpan(at)) is var (key, length) && length > 0)
        {
            at += length;
            if (key.Intent != Intent.Ignore)
            {
                keys.Add(key);
            }
        }

        _pending = _pending[at..];
        return keys;
    }

    // A length of 0 says that the rest has not arrived yet.
    private static (Key Key, int Length) Take(ReadOnlySpan<char> text)
    {
        if (text.StartsWith(PasteStart, StringComparison.Ordinal))
        {
            var pasted = text[PasteStart.Length..];
            var end = pasted.IndexOf(PasteEnd, StringComparison.Ordinal);
            return end < 0 ? default : (new(Intent.Insert, Pasted(pasted[..end])), PasteStart.Length + end + PasteEnd.Length);
        }

        if (text[0] is not (Escape or '\t') && char.IsControl(text[0]))
        {
            return (Meaning(text[..1]), 1);
        }

        if (text[0] != Escape)
        {
            var end = IndexOfControl(text);
            return (new(Intent.Insert, text[..end].ToString()), end);
        }

        var length = SequenceLength(text);
        return (length == 0 ? default : Meaning(text[..length]), length);
    }

    private static Key Meaning(ReadOnlySpan<char> sequence) =>
        new(Sequences.GetValueOrDefault(sequence.ToString()));

    private static int SequenceLength(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[1] is not ('[' or 'O'))
        {
            return text.Length < 2 ? 0 : 2;
        }

        // Parameters and intermediates come before the one character that ends a sequence.
        var end = text[2..].IndexOfAnyExceptInRange('\x20', '\x3f');
        return end < 0 ? 0 : end + 3;
    }

    private static int IndexOfControl(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && (text[end] == '\t' || !char.IsControl(text[end])))
        {
            end++;
        }

        return end;
    }

    private static string Pasted(ReadOnlySpan<char> text) =>
        text.ToString().ReplaceLineEndings("\n").TrimEnd('\n');
}
