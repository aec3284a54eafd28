namespace Ayb.Cli.Client.Connection;

internal sealed record AuditPage(IReadOnlyList<AuditEvent> Events, string? Next = null);

internal sealed record AuditEvent(
    string At,
    string Actor,
    string Action,
    string? Subject = null,
    string? Database = null,
    string? Detail = null);
