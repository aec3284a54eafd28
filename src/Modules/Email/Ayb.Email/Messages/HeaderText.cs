using System.Buffers;

namespace Ayb.Email.Messages;

/// <summary>
/// Values of headers as the pieces between which a line may be folded. Whatever the text holds,
/// no piece contains a line's end: that is what keeps a value from becoming a header.
/// </summary>
internal static class HeaderText
{
    // Longer pieces would not fit a line beside the name of their field.
    private const int MaxPiece = 60;

    private static readonly SearchValues<char> Printable =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)]);

    private static readonly SearchValues<char> AtomText =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~");

    /// <summary>Free text, such as a subject.</summary>
    public static IEnumerable<string> Unstructured(string text)
    {
        var words = text.Split(' ');
        return words.All(IsPlainWord) ? words : EncodedWord.Encode(WithoutControls(text));
    }

    /// <summary>A name and an address, or the address alone.</summary>
    public static IEnumerable<string> Of(Mailbox mailbox) =>
        mailbox.Name.Length == 0 ? [mailbox.Address.ToString()] : [.. Phrase(mailbox.Name), $"<{mailbox.Address}>"];

    private static IEnumerable<string> Phrase(string name)
    {
        var words = name.Split(' ');
        if (words.All(word => IsPlainWord(word) && !word.AsSpan().ContainsAnyExcept(AtomText)))
        {
            return words;
        }

        var quoted = $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        return IsPrintable(name) && quoted.Length <= MaxPiece ? [quoted] : EncodedWord.Encode(WithoutControls(name));
    }

    // An empty word means that there are spaces which folding would lose, "=?" would be taken for an encoded word.
    private static bool IsPlainWord(string word) =>
        word.Length is > 0 and <= MaxPiece && IsPrintable(word) && !word.Contains("=?", StringComparison.Ordinal);

    private static bool IsPrintable(string text) => !text.AsSpan().ContainsAnyExcept(Printable);

    private static string WithoutControls(string text) =>
        string.Create(text.Length, text, (span, source) =>
        {
            for (var index = 0; index < span.Length; index++)
            {
                span[index] = char.IsControl(source[index]) ? ' ' : source[index];
            }
        });
}
