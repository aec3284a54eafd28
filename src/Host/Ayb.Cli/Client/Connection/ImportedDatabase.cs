namespace Ayb.Cli.Client.Connection;

internal sealed record ImportedDatabase(bool Created, long Tables, long Rows, string? SafetySnapshot = null);
