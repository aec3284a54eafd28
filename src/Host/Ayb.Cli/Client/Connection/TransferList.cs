namespace Ayb.Cli.Client.Connection;

internal sealed record TransferList(IReadOnlyList<ListedTransfer> Transfers);

internal sealed record ListedTransfer(string Database, string ToEntity, string ExpiresAt, string? Direction = null);
