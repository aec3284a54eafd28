namespace Ayb.Cli.Client.Connection;

internal sealed record OrganizationList(IReadOnlyList<ListedRole> Organizations);

/// <summary>An organization with what the caller is in it, or a member with what they are; or would be, once they accept.</summary>
internal sealed record ListedRole(string EntitySlug, string Role, string State);
