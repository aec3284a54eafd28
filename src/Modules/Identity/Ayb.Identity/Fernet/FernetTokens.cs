using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Ayb.Identity;

/// <summary>
/// Messages that only the holder of the key can read or make, as in https://github.com/fernet/spec, version 0x80.
/// A token is the base64url of these bytes:
/// <code>
/// offset  length  field
/// 0       1       version, 0x80
/// 1       8       seconds since 1970 at which it was made, big-endian
/// 9       16      initialization vector
/// 25      16 × n  message, padded by PKCS #7, in AES-128-CBC
/// …       32      HMAC-SHA256 of all that precedes
/// </code>
/// </summary>
internal sealed class FernetTokens(FernetKey key, TimeProvider clock)
{
    /// <summary>By how much a token may be from the future, for the sake of clocks that are ahead.</summary>
    public static readonly TimeSpan MaxClockSkew = TimeSpan.FromMinutes(1);

    private const byte Version = 0x80;
    private const int TimestampOffset = 1;
    private const int VectorOffset = 9;
    private const int CiphertextOffset = 25;
    private const int BlockLength = 16;
    private const int SignatureLength = HMACSHA256.HashSizeInBytes;
    private const int ShortestLength = CiphertextOffset + BlockLength + SignatureLength;

    public string Seal(ReadOnlySpan<byte> message) => Seal(message, RandomNumberGenerator.GetBytes(BlockLength));

    /// <summary>For the specification's examples: no vector may be used twice.</summary>
    internal string Seal(ReadOnlySpan<byte> message, ReadOnlySpan<byte> vector)
    {
        using var aes = CreateCipher();
        var token = new byte[CiphertextOffset + aes.GetCiphertextLengthCbc(message.Length) + SignatureLength];
        token[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(TimestampOffset), clock.GetUtcNow().ToUnixTimeSeconds());
        vector.CopyTo(token.AsSpan(VectorOffset));
        aes.EncryptCbc(message, vector, token.AsSpan(CiphertextOffset));
        HMACSHA256.HashData(key.Signing, token.AsSpan(..^SignatureLength), token.AsSpan(^SignatureLength..));
        return PaddedBase64Url.Encode(token);
    }

    /// <returns>False for whatever is not a token of this key that was made within the lifetime.</returns>
    public bool TryOpen(string text, TimeSpan lifetime, [NotNullWhen(true)] out byte[]? message)
    {
        message = PaddedBase64Url.TryDecode(text, out var token)
            && token.Length >= ShortestLength
            && IsAuthentic(token)
            && token[0] == Version
            && IsCurrent(token, lifetime)
                ? Decrypt(token)
                : null;
        return message is not null;
    }

    private bool IsAuthentic(ReadOnlySpan<byte> token)
    {
        Span<byte> signature = stackalloc byte[SignatureLength];
        HMACSHA256.HashData(key.Signing, token[..^SignatureLength], signature);
        return CryptographicOperations.FixedTimeEquals(signature, token[^SignatureLength..]);
    }

    private bool IsCurrent(ReadOnlySpan<byte> token, TimeSpan lifetime)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var madeAt = BinaryPrimitives.ReadInt64BigEndian(token[TimestampOffset..]);
        return madeAt >= 0 && madeAt <= now + MaxClockSkew.TotalSeconds && now - madeAt <= lifetime.TotalSeconds;
    }

    private byte[]? Decrypt(ReadOnlySpan<byte> token)
    {
        using var aes = CreateCipher();
        try
        {
            return aes.DecryptCbc(
                token[CiphertextOffset..^SignatureLength], token[VectorOffset..CiphertextOffset]);
        }
        catch (CryptographicException)
        {
            // Somebody with the key signed what is no padded message; there is no other way to learn of it.
            return null;
        }
    }

    private Aes CreateCipher()
    {
        var aes = Aes.Create();
        aes.SetKey(key.Encryption);
        return aes;
    }
}
