namespace Ayb.Cli.Client.Connection;

internal sealed record PermissionList(IReadOnlyList<ListedGrant> Permissions);

internal sealed record ListedGrant(string EntitySlug, string SharingLevel);
