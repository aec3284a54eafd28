using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>RFC 6749 § 5.1, and what an app needs to begin.</summary>
internal sealed record AccessTokenAnswer(
    string AccessToken, string TokenType, string Database, QueryAccess QueryPermissionLevel, string DatabaseUrl);

/// <summary>RFC 6749 § 5.2.</summary>
internal sealed record OAuthErrorAnswer(string Error, string ErrorDescription);
