namespace Ayb.Cli.Client.Connection;

internal sealed record DeletedDatabaseList(IReadOnlyList<ListedDeletedDatabase> DeletedDatabases);

internal sealed record ListedDeletedDatabase(string Slug, string DatabaseId, string DeletedAt, string PurgedAt);
