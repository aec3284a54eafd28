using Ayb.Contracts;
using Microsoft.AspNetCore.Http;

namespace Ayb.Querying;

/// <summary>The digest of a whole content beside it, as RFC 9530 writes it.</summary>
internal static class ContentDigest
{
    public const string Header = "Repr-Digest";

    private const string Sha256 = "sha-256=:";

    private static readonly AybError Malformed = AybError.Invalid(
        $"The header '{Header}' holds no digest of SHA-256. Write it as: sha-256=:<base64>:");

    public static string Write(ReadOnlySpan<byte> sha256) => $"{Sha256}{Convert.ToBase64String(sha256)}:";

    /// <returns><c>null</c> when the request has none that is known here.</returns>
    public static Result<byte[]?> Read(HttpRequest request)
    {
        foreach (var part in request.Headers[Header].SelectMany(value => (value ?? "").Split(',')))
        {
            var digest = part.Trim();
            if (digest.StartsWith("sha-256=", StringComparison.OrdinalIgnoreCase))
            {
                return Read(digest);
            }
        }

        return (byte[]?)null;
    }

    private static Result<byte[]?> Read(string digest)
    {
        var bytes = new byte[32];
        return digest.Length > Sha256.Length
            && digest[Sha256.Length - 1] == ':'
            && digest[^1] == ':'
            && Convert.TryFromBase64String(digest[Sha256.Length..^1], bytes, out var count)
            && count == bytes.Length
                ? bytes
                : Malformed;
    }
}
