using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>Why an API token is refused.</summary>
internal static class InvalidApiToken
{
    public static readonly AybError Unknown = new(ErrorKind.InvalidToken, "Invalid API token");

    public static readonly AybError Revoked = new(ErrorKind.InvalidToken, "API token has been revoked");

    public static readonly AybError Expired = new(ErrorKind.InvalidToken, "API token has expired");
}
