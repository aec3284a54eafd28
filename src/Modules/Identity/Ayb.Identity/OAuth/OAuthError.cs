namespace Ayb.Identity;

/// <summary>A failure as RFC 6749 names it.</summary>
/// <param name="Code">One of the codes of §§ 4.1.2.1 and 5.2.</param>
/// <param name="Description">One sentence for the developer of the app.</param>
internal sealed record OAuthError(string Code, string Description)
{
    public static OAuthError InvalidRequest(string description) => new("invalid_request", description);
}
