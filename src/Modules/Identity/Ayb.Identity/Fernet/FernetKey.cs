using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Ayb.Identity;

/// <summary>
/// A key as in https://github.com/fernet/spec: 32 random bytes, written in base64url,
/// of which 16 sign and 16 encrypt.
/// </summary>
internal sealed class FernetKey
{
    private const int Length = 32;

    private readonly byte[] _bytes;

    private FernetKey(byte[] bytes) => _bytes = bytes;

    public ReadOnlySpan<byte> Signing => _bytes.AsSpan(..(Length / 2));

    public ReadOnlySpan<byte> Encryption => _bytes.AsSpan((Length / 2)..);

    public static FernetKey Create() => new(RandomNumberGenerator.GetBytes(Length));

    public static bool TryParse(string text, [NotNullWhen(true)] out FernetKey? key)
    {
        key = PaddedBase64Url.TryDecode(text, out var bytes) && bytes.Length == Length ? new FernetKey(bytes) : null;
        return key is not null;
    }

    /// <summary>The key itself, for the file that keeps it.</summary>
    public string Reveal() => PaddedBase64Url.Encode(_bytes);
}
