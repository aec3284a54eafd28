namespace Ayb.Identity;

/// <summary>An API token that was just made, with the times that are stored of it.</summary>
internal sealed record IssuedToken(ApiToken Token, DateTime CreatedAt, DateTime? ExpiresAt);
