namespace Ayb.Identity;

/// <summary>The fields of a token request in JSON; what else there is, is passed over.</summary>
internal sealed record TokenRequestJson(string? GrantType, string? Code, string? RedirectUri, string? CodeVerifier);
