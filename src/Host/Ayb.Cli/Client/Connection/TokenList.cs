namespace Ayb.Cli.Client.Connection;

internal sealed record TokenList(IReadOnlyList<ListedToken> Tokens);

internal sealed record ListedToken(
    string ShortToken,
    string? ScopedDatabase = null,
    string? PermissionLevel = null,
    string? AppName = null,
    string? CreatedAt = null,
    string? ExpiresAt = null);
