namespace Ayb.Cli.Client.Connection;

internal sealed record DeletedDatabase(string PurgedAt);
