namespace Ayb.Cli.Client.Connection;

internal sealed record ConfirmedToken(string Entity, string Token);
