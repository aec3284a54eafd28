namespace Ayb.Cli.Client.Connection;

internal sealed record EntityAnswer(IReadOnlyList<ListedDatabase> Databases);

internal sealed record ListedDatabase(string Slug, string DatabaseType);
