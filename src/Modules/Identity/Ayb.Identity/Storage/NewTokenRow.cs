namespace Ayb.Identity;

internal sealed record NewTokenRow(
    string ShortToken,
    string EntityId,
    string Hash,
    string? DatabaseId,
    string? PermissionLevel,
    string? AppName,
    long CreatedAt,
    long? ExpiresAt);
