using System.Text;

namespace Ayb.Cli.Client.Interactive.Editing;

/// <summary>
/// Turns the bytes of a terminal into keys. Sequences may arrive in pieces; an unknown one is swallowed whole.
/// </summary>
internal sealed class KeyDecoder
{
    private const char Escape = '\e';
    private const string PasteStart = "\e[200~";
    private const string PasteEnd = "\e[201~";

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
        new(KeySequences.Meaning(sequence.ToString()));

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
