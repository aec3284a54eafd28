using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Ayb.Identity;

/// <summary>
/// Proof Key for Code Exchange, RFC 7636, by S256: who asks for a code shows the hash of a secret, who exchanges it the secret.
/// </summary>
internal static class ProofKey
{
    public const string Method = "S256";

    private const int ChallengeLength = 43;
    private const int MaxVerifierLength = 128;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly SearchValues<char> OfChallenges = SearchValues.Create(Alphabet);
    private static readonly SearchValues<char> OfVerifiers = SearchValues.Create(Alphabet + ".~");

    public static bool IsChallenge(string text) =>
        text.Length == ChallengeLength && !text.AsSpan().ContainsAnyExcept(OfChallenges);

    /// <summary>Whether a verifier is the secret behind a challenge; compares in constant time.</summary>
    public static bool Proves(string verifier, string challenge) =>
        verifier.Length is >= ChallengeLength and <= MaxVerifierLength
        && !verifier.AsSpan().ContainsAnyExcept(OfVerifiers)
        && CryptographicOperations.FixedTimeEquals(
            Base64Url.EncodeToUtf8(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))), Encoding.ASCII.GetBytes(challenge));
}
