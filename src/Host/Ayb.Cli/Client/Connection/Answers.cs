namespace Ayb.Cli.Client.Connection;

internal sealed record ErrorAnswer(string Message);

internal sealed record ConfirmedToken(string Entity, string Token);

internal sealed record EntityAnswer(IReadOnlyList<ListedDatabase> Databases);

internal sealed record ListedDatabase(string Slug, string DatabaseType);

internal sealed record QueryResult(IReadOnlyList<string> Fields, IReadOnlyList<string?[]> Rows);

internal sealed record DatabaseDetails(
    string EntitySlug,
    string DatabaseSlug,
    string DatabaseType,
    string? HighestQueryAccessLevel,
    bool CanManageDatabase);

internal sealed record TokenList(IReadOnlyList<ListedToken> Tokens);

internal sealed record ListedToken(
    string ShortToken,
    string? ScopedDatabase = null,
    string? PermissionLevel = null,
    string? AppName = null,
    string? CreatedAt = null,
    string? ExpiresAt = null);
