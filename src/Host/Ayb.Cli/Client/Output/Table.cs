namespace Ayb.Cli.Client.Output;

internal sealed record Table(IReadOnlyList<string> Header, IReadOnlyList<string?[]> Rows);

internal delegate void TableWriter(TextWriter output, Table table);
