using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Ayb.Identity;

/// <summary>What an app exchanges for an API token: 256 random bits, of which the metadata holds the hash.</summary>
internal sealed class AuthorizationCode
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly string _text;

    private AuthorizationCode(string text) => _text = text;

    public string Hash => HashOf(_text);

    public static AuthorizationCode Create() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The code itself, for the one redirect that hands it out.</summary>
    public string Reveal() => _text;
}
