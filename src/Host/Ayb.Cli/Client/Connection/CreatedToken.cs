namespace Ayb.Cli.Client.Connection;

internal sealed record CreatedToken(string Token);
