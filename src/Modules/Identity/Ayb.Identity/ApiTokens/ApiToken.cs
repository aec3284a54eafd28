using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Ayb.Identity;

/// <summary>
/// An API token, <c>ayb_{short}_{secret}</c>: 12 letters and digits that name it in public,
/// and 43 that only its bearer knows, which is 256 bits.
/// </summary>
internal sealed class ApiToken
{
    /// <summary>Of every token; all its characters are ASCII.</summary>
    public const int Length = SecretOffset + SecretLength;

    private const string Prefix = "ayb_";
    private const int ShortLength = 12;
    private const int SecretOffset = 4 + ShortLength + 1;
    private const int SecretLength = 43;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);

    private readonly string _secret;

    private ApiToken(string shortToken, string secret) => (Short, _secret) = (shortToken, secret);

    public string Short { get; }

    /// <summary>SHA-256 of the secret in hexadecimal digits: enough to recognize it by, useless to who reads it.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(_secret)));

    public static ApiToken Create() => new(
        RandomNumberGenerator.GetString(Alphabet, ShortLength), RandomNumberGenerator.GetString(Alphabet, SecretLength));

    /// <summary>Whether a text could be a token at all, without allocating for the answer.</summary>
    public static bool HasForm(ReadOnlySpan<char> text) =>
        text.Length == Length
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text[SecretOffset - 1] == '_'
        && !text[Prefix.Length..(SecretOffset - 1)].ContainsAnyExcept(Allowed)
        && !text[SecretOffset..].ContainsAnyExcept(Allowed);

    public static bool TryParse(string text, [NotNullWhen(true)] out ApiToken? token)
    {
        token = HasForm(text) ? new ApiToken(text.Substring(Prefix.Length, ShortLength), text[SecretOffset..]) : null;
        return token is not null;
    }

    /// <summary>Compares in constant time.</summary>
    public bool IsKnownBy(string hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash), Encoding.ASCII.GetBytes(hash));

    /// <summary>The token itself, for the one answer that hands it out.</summary>
    public string Reveal() => $"{Prefix}{Short}_{_secret}";
}
