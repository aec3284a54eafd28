namespace Ayb.Identity;

internal sealed record ActiveTokenRow(
    string ShortToken, string? DatabaseId, string? PermissionLevel, string? AppName, long CreatedAt, long? ExpiresAt);
