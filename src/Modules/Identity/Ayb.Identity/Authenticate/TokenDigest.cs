using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ayb.Identity;

/// <summary>SHA-256 of a whole API token: what the cache knows tokens by, so that it holds none.</summary>
internal readonly record struct TokenDigest(UInt128 High, UInt128 Low)
{
    /// <param name="token">A text that has the form of an <see cref="ApiToken"/>.</param>
    public static TokenDigest Of(ReadOnlySpan<char> token)
    {
        Span<byte> ascii = stackalloc byte[ApiToken.Length];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Encoding.ASCII.GetBytes(token, ascii);
        SHA256.HashData(ascii, digest);
        return new TokenDigest(
            BinaryPrimitives.ReadUInt128BigEndian(digest), BinaryPrimitives.ReadUInt128BigEndian(digest[16..]));
    }
}
