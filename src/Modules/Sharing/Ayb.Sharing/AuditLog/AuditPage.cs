namespace Ayb.Sharing;

/// <summary>A part of an audit log, newest first.</summary>
/// <param name="Events">At most as many as were asked for.</param>
/// <param name="Next">What to send as <c>before</c> for the events that follow; <c>null</c> when there are none.</param>
public sealed record AuditPage(IReadOnlyList<AuditEvent> Events, string? Next);

/// <param name="At">When it happened.</param>
/// <param name="Actor">The entity that did it.</param>
/// <param name="Action">In kebab-case: <c>token-created</c>.</param>
/// <param name="Subject">Whom or what it was done to: an entity, or the public part of a token.</param>
/// <param name="Database"><c>owner/database</c> as it was called then.</param>
/// <param name="Detail">The level that was granted; of a token its level, and its name in quotes; of a member the organization and the role.</param>
public sealed record AuditEvent(
    DateTime At, string Actor, string Action, string? Subject, string? Database, string? Detail);
