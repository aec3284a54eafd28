namespace Ayb.Identity;

internal sealed record ProfileLinkRow(string Url, long? VerifiedAt);
