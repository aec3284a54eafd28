namespace Ayb.Cli.Client.Connection;

/// <summary>A database that has this name now.</summary>
internal sealed record NamedDatabase(string Entity, string Database);
