namespace Ayb.Cli.Client.Connection;

internal sealed record MemberList(IReadOnlyList<ListedRole> Members);
