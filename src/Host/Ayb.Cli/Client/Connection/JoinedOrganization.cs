namespace Ayb.Cli.Client.Connection;

internal sealed record JoinedOrganization(string Role);
