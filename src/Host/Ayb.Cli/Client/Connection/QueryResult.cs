namespace Ayb.Cli.Client.Connection;

internal sealed record QueryResult(IReadOnlyList<string> Fields, IReadOnlyList<string?[]> Rows);
