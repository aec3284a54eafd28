namespace Ayb.Cli.Client.Connection;

internal sealed record ErrorAnswer(string Message, string? Type = null, string? Id = null, string? RecordType = null, string? Unless = null);
