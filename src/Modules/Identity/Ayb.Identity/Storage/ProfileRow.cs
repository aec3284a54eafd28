namespace Ayb.Identity;

internal sealed record ProfileRow(string? DisplayName, string? Description, string? Organization, string? Location);
