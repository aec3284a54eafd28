using System.Diagnostics.CodeAnalysis;

namespace Ayb.Identity;

/// <summary>base64url of RFC 4648 § 5 with its padding: each sequence of bytes has one text and no other.</summary>
internal static class PaddedBase64Url
{
    public static string Encode(ReadOnlySpan<byte> bytes) =>
        Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_');

    public static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        var buffer = new byte[text.Length / 4 * 3];
        var isBase64 = Convert.TryFromBase64String(text.Replace('-', '+').Replace('_', '/'), buffer, out var length);

        // The decoder passes over white space, the other alphabet and stray bits at the end: only what reads back is canonical.
        bytes = isBase64 && Encode(buffer.AsSpan(0, length)) == text ? buffer[..length] : null;
        return bytes is not null;
    }
}
