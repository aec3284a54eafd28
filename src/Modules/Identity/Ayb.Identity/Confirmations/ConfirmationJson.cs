namespace Ayb.Identity;

/// <summary>The message inside a mailed token; tokens in people's inboxes outlive the build that made them.</summary>
internal sealed record ConfirmationJson(string Entity, string EntityType, string EmailAddress);
