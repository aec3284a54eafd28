namespace Ayb.Email.Messages;

/// <summary>Any text as RFC 2047's encoded words, each short enough for a line of its own with the name of its field.</summary>
internal static class EncodedWord
{
    // 12 octets of frame and 48 of base64: with "Reply-To: " before it well within the 76 that a line may have.
    private const int MaxBytes = 36;

    public static IEnumerable<string> Encode(string text)
    {
        var word = new List<byte>(MaxBytes);
        var character = new byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(character);

            // A word must decode by itself, so no character is split over two.
            if (word.Count + length > MaxBytes)
            {
                yield return Frame(word);
                word.Clear();
            }

            word.AddRange(character.AsSpan(0, length));
        }

        yield return Frame(word);
    }

    private static string Frame(List<byte> word) => $"=?utf-8?B?{Convert.ToBase64String([.. word])}?=";
}
