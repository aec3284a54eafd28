using System.ComponentModel.DataAnnotations;
using Ayb.Infrastructure.Configuration;

namespace Ayb.Identity;

/// <summary>The section <c>[authentication]</c>.</summary>
public sealed class IdentityOptions
{
    /// <summary>
    /// Seals the tokens in emails: 32 random bytes in base64url. Without it the server makes one and keeps it under
    /// <c>data_path</c>; servers that share their metadata need the same one.
    /// </summary>
    [Secret, FernetKey]
    public string? FernetKey { get; init; }

    /// <summary>How long the token in an email works.</summary>
    [Range(1, int.MaxValue)]
    public int TokenExpirationSeconds { get; init; } = 3600;
}
