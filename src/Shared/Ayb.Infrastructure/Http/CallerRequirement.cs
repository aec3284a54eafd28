namespace Ayb.Infrastructure.Http;

/// <summary>Who may call an endpoint. Every endpoint says it; one that does not is not served.</summary>
public enum CallerRequirement
{
    /// <summary>Anybody; credentials are not looked at.</summary>
    Anybody,

    /// <summary>Anybody, but a token that is shown must be valid: it is never downgraded to anonymous.</summary>
    TokenOptional,

    /// <summary>Only who shows a valid token.</summary>
    TokenRequired,
}
