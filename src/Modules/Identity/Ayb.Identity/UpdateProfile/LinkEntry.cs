namespace Ayb.Identity;

internal sealed record LinkEntry(string Url);
