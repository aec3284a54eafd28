namespace Ayb.Cli.Client.Connection;

internal sealed record DatabaseDetails(
    string EntitySlug,
    string DatabaseSlug,
    string DatabaseType,
    string? HighestQueryAccessLevel,
    bool CanManageDatabase,
    string? Origin = null);
